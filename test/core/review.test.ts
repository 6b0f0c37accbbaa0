import { describe, expect, it } from 'vitest';
import type { DocumentView, ViewField, ViewRow } from '#core/documents/document-type.ts';
import { blockers, changesBetween, implausibleClock } from '#core/review.ts';

const field = (id: string, value: string): ViewField => ({ id, label: { es: id, en: id }, value, path: `/${id}`, line: 1 });
const row = (number: number, ...values: string[]): ViewRow => ({
  path: `/line[${number}]`,
  line: number,
  cells: [String(number), ...values].map((value, i) => ({ value, path: `/line[${number}]/${i}` })),
  more: [],
});
const view = (fields: ViewField[], rows: ViewRow[] = [], unknown: string[] = []): DocumentView => ({
  title: { es: 'Certificado', en: 'Certificate' },
  sections: [
    { id: 'parties', title: { es: 'Partes', en: 'Parties' }, width: 'whole', fields },
    {
      id: 'goods',
      title: { es: 'Mercancía', en: 'Goods' },
      width: 'whole',
      fields: [],
      table: { columns: ['n', 'name', 'weight'].map((id) => ({ id, label: { es: id, en: id } })), rows },
    },
  ],
  notUnderstood: unknown.map((name) => ({ path: `/${name}`, line: 9, name, value: '1' })),
});

describe('what changed against the certificate it replaces', () => {
  it('is nothing when both say the same', () => {
    const same = view([field('exporter', 'A')], [row(1, 'palta', '10')]);
    expect(changesBetween(same, same)).toEqual([]);
  });

  it('names each field with what it was and what it is', () => {
    const changes = changesBetween(
      view([field('exporter', 'A'), field('seal', '1')]),
      view([field('exporter', 'B'), field('port', 'CLSAI')]),
    );
    expect(changes.map(({ path, before, after }) => [path, before, after])).toEqual([
      ['/exporter', 'A', 'B'],
      ['/port', null, 'CLSAI'],
      ['/seal', '1', null],
    ]);
  });

  it('finds an inserted line without calling every later one changed', () => {
    const before = view([], [row(1, 'palta', '10'), row(2, 'uva', '20')]);
    const after = view([], [row(1, 'palta', '10'), { ...row(9, 'kiwi', '5') }, row(2, 'uva', '20')]);
    const changes = changesBetween(before, after);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ before: null, after: '9 · kiwi · 5' });
  });

  it('tells of a line that was taken out all that it said, what stood below its columns too', () => {
    const noted = { ...row(2, 'uva', '20'), more: [field('treatment', 'Irradiación 400 Gy')] };
    const changes = changesBetween(view([], [row(1, 'palta', '10'), noted]), view([], [row(1, 'palta', '10')]));
    expect(changes).toMatchObject([{ before: '2 · uva · 20 · Irradiación 400 Gy', after: null }]);
  });

  it('points at the one cell of a line that differs', () => {
    const changes = changesBetween(view([], [row(1, 'palta', '10')]), view([], [row(1, 'palta', '12')]));
    expect(changes).toEqual([{ label: { es: 'weight (línea 1)', en: 'weight (line 1)' }, path: '/line[1]/2', before: '10', after: '12' }]);
  });

  it('tells what nobody understands too', () => {
    expect(changesBetween(view([]), view([], [], ['extra']))).toHaveLength(1);
  });

  it('compares two thousand changed lines at once', () => {
    const many = (weight: string) =>
      view(
        [],
        Array.from({ length: 2000 }, (_, i) => row(i + 1, 'uva', weight)),
      );
    expect(changesBetween(many('1'), many('2'))).toHaveLength(2000);
  });
});

describe('what forbids approval', () => {
  it('is nothing for a clean document and a plausible clock', () => {
    expect(blockers({ findings: [], isSignable: true, isEntityMissing: false, clockDifferenceMs: null })).toEqual([]);
  });

  it('says how many errors, that it cannot be signed, and what is wrong with the clock', () => {
    const error = { level: 'error', code: 'x', path: '/', line: 1, sentence: { es: '', en: '' } } as const;
    expect(
      blockers({ findings: [error, error], isSignable: false, isEntityMissing: false, clockDifferenceMs: 3_600_000 }).map(
        (words) => words.es,
      ),
    ).toEqual([
      'El documento tiene 2 errores que debe corregir quien lo emitió.',
      'No se puede calcular la huella que cubriría la firma. Rechace el documento y pida otro.',
      'El reloj de este equipo está adelantado 60 min. Corrija la hora antes de firmar.',
    ]);
  });

  it('says whom to ask where the station was not told for which entity people sign', () => {
    const [only, ...others] = blockers({ findings: [], isSignable: true, isEntityMissing: true, clockDifferenceMs: null });
    expect([only?.es, others]).toEqual([expect.stringContaining('Pida al administrador'), []]);
  });

  it('a warning alone forbids nothing', () => {
    const warning = { level: 'warning', code: 'x', path: '/', line: 1, sentence: { es: '', en: '' } } as const;
    expect(blockers({ findings: [warning], isSignable: true, isEntityMissing: false, clockDifferenceMs: null })).toEqual([]);
  });
});

describe('the clock', () => {
  const now = new Date('2026-05-04T12:00:00Z');
  it('is plausible within five minutes of the gateway and not before the journal', () => {
    expect(implausibleClock(now, 240_000, '2026-05-04T11:59:00Z')).toBeNull();
    expect(implausibleClock(now, null, null)).toBeNull();
  });
  it('is not when it is an hour off the gateway, or behind what the journal already holds', () => {
    expect(implausibleClock(now, -3_600_000, null)).toBe(-3_600_000);
    expect(implausibleClock(now, null, '2026-05-04T13:00:00Z')).toBe(-3_600_000);
  });
});

import { memo, useMemo, type ReactNode } from 'react';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { Words } from '#core/finding.ts';
import { headPlace, placesIn, shownPaths } from '#renderer/parts/paper-places.ts';
import { portion, usePortions } from '#renderer/state/use-portions.ts';
import { useSpoken, type Spoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import css from './paper.module.css';

type View = Answer<'openReview'>['view'];
type Section = View['sections'][number];
type Field = Section['fields'][number];
type Table = NonNullable<Section['table']>;
export type Finding = Answer<'openReview'>['findings'][number];
/** by the place on the paper */
type Placed = ReadonlyMap<string, readonly Finding[]>;

type PaperProps = {
  readonly view: View;
  readonly findings: readonly Finding[];
  /** all of it at once, for the printer; a window gets long tables in portions */
  readonly isWhole?: boolean;
  /** what stands where the paper model has the stamp */
  readonly foot?: string;
};

/** Half the width is for two that stand beside each other: one without its other half takes the whole. */
function besideEachOther(sections: readonly Section[]): readonly Section[] {
  let isSecond = false;
  return sections.map((section, index) => {
    if (section.width === 'whole') {
      isSecond = false;
      return section;
    }
    if (isSecond) {
      isSecond = false;
      return section;
    }
    isSecond = sections[index + 1]?.width === 'half';
    return isSecond ? section : { ...section, width: 'whole' };
  });
}

/** The certificate as its paper model lays it out, built only from the bytes; findings stand beside their field. */
export function Paper({ view, findings, isWhole, foot }: PaperProps): ReactNode {
  const spoken = useSpoken();
  const { say } = spoken;
  const placed = useMemo(() => place(findings, view), [findings, view]);
  const number = view.sections.find((section) => section.id === 'number');
  const [main, ...others] = number?.fields ?? [];
  const rest = view.sections.filter((section) => section !== number);
  return (
    <article className={css['paper']} aria-label={say(view.title)}>
      <header className={css['head']} id={anchorOf(headPlace)}>
        <h2>{say(view.title)}</h2>
        {placed.has(headPlace) && <p className={css['label']}>{spoken.t.review.ofNoField}</p>}
        <Beside findings={at(placed, headPlace)} spoken={spoken} />
        {main !== undefined && (
          <p className={css['number']} id={anchorOf(main.path)}>
            <span>{say(main.label)}</span> <strong>{main.value}</strong>
            <Beside findings={at(placed, main.path)} spoken={spoken} />
          </p>
        )}
        {others.length > 0 && (
          <div className={css['strip']}>
            {others.map((field) => (
              <FieldView key={field.path + field.id} field={field} placed={placed} spoken={spoken} />
            ))}
          </div>
        )}
      </header>
      <div className={css['sections']}>
        {besideEachOther(rest).map((section) => (
          <section key={section.id} className={css['section']} data-width={section.width} aria-label={say(section.title)}>
            <h3>{say(section.title)}</h3>
            {section.fields.map((field) => (
              <FieldView
                key={field.path + field.id}
                field={field}
                placed={placed}
                spoken={spoken}
                isAlone={section.fields.length === 1}
                sectionTitle={section.title}
              />
            ))}
            {section.table && <TableView table={section.table} placed={placed} spoken={spoken} isWhole={isWhole === true} />}
            {section.fields.length === 0 && (section.table?.rows.length ?? 0) === 0 && (
              <p className={css['missing']}>{spoken.t.review.missing}</p>
            )}
          </section>
        ))}
      </div>
      {foot !== undefined && <footer className={css['foot']}>{foot}</footer>}
    </article>
  );
}

type FieldProps = {
  readonly field: Field;
  readonly placed: Placed;
  readonly spoken: Spoken;
  readonly isAlone?: boolean;
  readonly sectionTitle?: Words;
};

function FieldView({ field, placed, spoken, isAlone, sectionTitle }: FieldProps): ReactNode {
  const { say, formats } = spoken;
  const here = at(placed, field.path);
  // a field named like its section would say everything twice
  const isNamedTwice =
    sectionTitle !== undefined &&
    (say(sectionTitle) === say(field.label) || (isAlone === true && say(sectionTitle).endsWith(say(field.label))));
  return (
    <div className={css['field']} id={anchorOf(field.path)} data-level={here[0]?.level}>
      {!isNamedTwice && <span className={css['label']}>{say(field.label)}</span>}
      <span className={css['value']}>
        {field.meaning ? (
          <>
            {say(field.meaning)} <span className={css['code']}>{field.value}</span>
          </>
        ) : (
          (formats.written(field.value) ?? field.value)
        )}
      </span>
      <Beside findings={here} spoken={spoken} />
    </div>
  );
}

type TableProps = { readonly table: Table; readonly placed: Placed; readonly spoken: Spoken; readonly isWhole: boolean };

/**
 * A long table is drawn in parts, each a table of its own in fixed columns: a part that is drawn is not drawn or laid
 * out again when the next one comes.
 */
function TableView({ table, placed, spoken, isWhole }: TableProps): ReactNode {
  const drawn = usePortions(table.rows.length, isWhole);
  if (table.rows.length === 0) return null;
  if (isWhole || table.rows.length <= portion) {
    return <TablePart table={table} from={0} to={table.rows.length} placed={placed} spoken={spoken} />;
  }
  return Array.from({ length: Math.ceil(drawn / portion) }, (_, part) => (
    <div key={part} className={css['part']} data-first={part === 0 ? '' : undefined}>
      <TablePart table={table} from={part * portion} to={(part + 1) * portion} placed={placed} spoken={spoken} />
    </div>
  ));
}

type PartProps = {
  readonly table: Table;
  readonly from: number;
  readonly to: number;
  readonly placed: Placed;
  readonly spoken: Spoken;
};

const TablePart = memo(function TablePart({ table, from, to, placed, spoken }: PartProps): ReactNode {
  return (
    <table className={css['table']} aria-rowcount={table.rows.length + 1}>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column.id} scope="col" data-align={column.align}>
              {spoken.say(column.label)}
            </th>
          ))}
        </tr>
      </thead>
      {table.rows.slice(from, to).map((row) => (
        <RowView key={row.path} row={row} columns={table.columns} placed={placed} spoken={spoken} />
      ))}
    </table>
  );
});

type RowProps = {
  readonly row: Table['rows'][number];
  readonly columns: Table['columns'];
  readonly placed: Placed;
  readonly spoken: Spoken;
};

const longWord = /\S{20}/;

function RowView({ row, columns, placed, spoken }: RowProps): ReactNode {
  const atRow = at(placed, row.path);
  return (
    <tbody>
      <tr id={anchorOf(row.path)}>
        {row.cells.map((cell, index) => (
          <td
            key={columns[index]?.id}
            id={cell.path === row.path ? undefined : anchorOf(cell.path)}
            data-align={columns[index]?.align}
            data-long={longWord.test(cell.value) ? '' : undefined}
          >
            {cell.meaning ? (
              <>
                {spoken.say(cell.meaning)} <span className={css['code']}>{cell.value}</span>
              </>
            ) : (
              cell.value
            )}
            {cell.path !== row.path && <Beside findings={at(placed, cell.path)} spoken={spoken} />}
          </td>
        ))}
      </tr>
      {(row.more.length > 0 || atRow.length > 0) && (
        <tr>
          <td colSpan={columns.length} className={css['more']}>
            <Beside findings={atRow} spoken={spoken} />
            <div className={css['strip']}>
              {row.more.map((field) => (
                <FieldView key={field.path + field.id} field={field} placed={placed} spoken={spoken} />
              ))}
            </div>
          </td>
        </tr>
      )}
    </tbody>
  );
}

const levelSigns = { error: ErrorCircleRegular, warning: WarningRegular, info: InfoRegular } as const;

function Beside({ findings, spoken }: { findings: readonly Finding[]; spoken: Spoken }): ReactNode {
  const { t, say } = spoken;
  return findings.map((finding) => {
    const Sign = levelSigns[finding.level];
    return (
      <span key={finding.code + finding.path} className={css['beside']} data-level={finding.level}>
        <Sign aria-label={t.review.levels[finding.level]} />
        {say(finding.sentence)}
      </span>
    );
  });
}

function place(findings: readonly Finding[], view: View): Placed {
  if (findings.length === 0) return nothing;
  const placeOf = placesIn(shownPaths(view));
  const placed = new Map<string, readonly Finding[]>();
  for (const finding of findings) placed.set(placeOf(finding.path), [...at(placed, placeOf(finding.path)), finding]);
  return placed;
}

const nothing: Placed = new Map();

function at(placed: Placed, path: string): readonly Finding[] {
  return placed.get(path) ?? [];
}

const anchor = 'at';

/** The place of an element on the screen, so that a finding can lead to it. */
function anchorOf(path: string): string {
  return `${anchor}${path}`;
}

/** Scrolls to where the paper tells of an element. */
export function showPlace(path: string): void {
  const shown = [...document.querySelectorAll(`[id^="${anchor}/"]`)].map(({ id }) => id.slice(anchor.length));
  const place = document.getElementById(anchorOf(placesIn(shown)(path)));
  if (place === null) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  place.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
  place.dataset['shown'] = '';
  setTimeout(() => delete place.dataset['shown'], 2_000);
}

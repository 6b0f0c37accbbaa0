import { useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { outboxStates } from '#core/lifecycle.ts';
import { Paper } from '#renderer/parts/paper.tsx';
import { Qr } from '#renderer/parts/qr.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import type { Answer } from '#renderer/state/station.ts';
import { showLightWhile } from '#renderer/state/theme.ts';
import css from './print-sheet.module.css';

type Page = Answer<'certificate'>;
type PrintSheetProps = { readonly page: Page; readonly gatewayUrl: string; readonly printedAt: string; print(): Promise<void> };

/** The paper form with what an inspector without a line needs to check it; in the page only while it is printed. */
export function PrintSheet({ page, gatewayUrl, printedAt, print }: PrintSheetProps): ReactNode {
  const { t, formats, language } = useSpoken();
  const { row, signer, digest } = page;
  useEffect(() => {
    // two frames: the sheet is laid out, and laid out in the light theme
    const wait = requestAnimationFrame(() => requestAnimationFrame(() => void showLightWhile(print)));
    return () => cancelAnimationFrame(wait);
  }, [print]);
  const facts: readonly (readonly [string, string])[] = [
    [t.columns.number, row.number],
    [t.columns.state, t.states[row.state]],
    [t.review.digest, digest ?? '—'],
    [t.certificate.signer, signer?.name ?? '—'],
    [t.certificate.fingerprint, signer?.fingerprint ?? '—'],
    [t.print.printedAt, formats.moment(printedAt)],
  ];
  const country = page.contingency?.country ?? null;
  const isWithGateway = !outboxStates.includes(row.state);
  // in a contingency of one country the gateway's receipt is not the end: the country's answer is
  const isOpen = !isWithGateway || (country !== null && row.state === 'sent');
  const mark = isOpen ? t.print.contingencyCopy(country === null ? null : formats.country(country), isWithGateway) : null;
  return createPortal(
    <div className={css['sheet']} data-print-sheet lang={language}>
      {mark !== null && <p className={css['mark']}>{mark}</p>}
      <Paper view={page.view} findings={[]} isWhole foot={t.review.stamp} />
      <section className={css['check']} aria-label={t.print.check}>
        <Qr text={checkText(page, gatewayUrl)} label={t.print.qr} />
        <div>
          <h2>{t.print.check}</h2>
          <dl>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p>{t.print.advice}</p>
        </div>
      </section>
    </div>,
    document.body,
  );
}

/** What the QR carries: number, digest, signer's fingerprint and where to ask. One fact a line, so that any reader shows it. */
export function checkText(page: Page, gatewayUrl: string): string {
  const lines = [`N=${page.row.number}`, `D=${page.digest ?? ''}`, `F=${page.signer?.fingerprint ?? ''}`, `G=${gatewayUrl}`];
  return ['RUBRICA 1', ...lines].join('\n');
}

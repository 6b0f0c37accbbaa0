import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSpoken } from '#renderer/state/language.tsx';
import { saveContingency } from '#renderer/state/save.ts';
import type { Answer } from '#renderer/state/station.ts';
import table from '#renderer/parts/table.module.css';

/** The closing reports: how long, what was issued, which way it went, what is still open. */
export function ContingencyHistory({ reports }: { reports: Answer<'contingency'>['past'] }): ReactNode {
  const { t, formats, language } = useSpoken();
  if (reports.length === 0) return <p className={table['none']}>{t.contingency.noPast}</p>;
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t.contingency.from}</th>
          <th scope="col">{t.contingency.until}</th>
          <th scope="col">{t.contingency.declaredFor}</th>
          <th scope="col">{t.contingency.reason}</th>
          <th scope="col">{t.contingency.declaredByWhom}</th>
          <th scope="col" data-align="end">
            {t.contingency.issued}
          </th>
          <th scope="col" data-align="end">
            {t.contingency.delivered}
          </th>
          <th scope="col" data-align="end">
            {t.contingency.byCourier}
          </th>
          <th scope="col" data-align="end">
            {t.contingency.open}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {reports.map((report) => (
          <tr key={report.id}>
            <th scope="row">{formats.moment(report.declaredAt)}</th>
            <td>{formats.moment(report.closedAt)}</td>
            <td>{report.country ? formats.country(report.country) : t.contingency.wholeLine}</td>
            <td>{report.reason}</td>
            <td>{report.declaredBy === 'station' ? t.contingency.thisStation : report.declaredBy}</td>
            <td data-align="end">{formats.number(report.issued)}</td>
            <td data-align="end">{formats.number(report.delivered)}</td>
            <td data-align="end">{formats.number(report.byCourier)}</td>
            <td data-align="end">{formats.number(report.open.length)}</td>
            <td data-align="end">
              <Button size="small" onClick={() => void saveContingency(report.id, language, t)}>
                {t.contingency.saveReport}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

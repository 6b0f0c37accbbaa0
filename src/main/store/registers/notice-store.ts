import { type Result, done } from '#core/failure.ts';
import type { Json } from '#main/ports/store.ts';
import type { Notice, NoticeMessage, NoticeStore } from '#main/ports/store-registers.ts';
import { canonicalJson, parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { enqueue } from '#main/store/outbox/outbox.ts';

type Row = {
  readonly id: string;
  readonly topic: string;
  readonly subject: string | null;
  readonly country: string | null;
  readonly detail: string;
  readonly raised_at: string;
  readonly last_at: string;
  readonly count: number;
};

export function noticeStore(connection: Connection): NoticeStore {
  return {
    raise: (notice) =>
      connection.write<{ isNew: boolean; count: number }>(() => {
        const at = ownTime(notice.at);
        const open = openNotice(connection, notice.topic, notice.subject);
        if (open) {
          connection.run('UPDATE notice SET count = count + 1, last_at = ? WHERE key = ?', at, open.key);
          return done({ isNew: false, count: open.count + 1 });
        }
        connection.run(
          `INSERT INTO notice (id, topic, subject, country, detail, raised_at, last_at, count) VALUES (?, ?, ?, ?, ?, ?, ?, 1)`,
          notice.id,
          notice.topic,
          notice.subject,
          notice.country,
          canonicalJson(notice.detail),
          at,
          at,
        );
        writeLine(connection, {
          at,
          kind: 'noticeRaised',
          subject: notice.subject,
          by: 'station',
          detail: { topic: notice.topic, country: notice.country },
        });
        const queued = queueMessages(connection, notice.messages, notice.subject, at);
        return queued.ok ? done({ isNew: true, count: 1 }) : queued;
      }),
    close: ({ topic, subject, at, messages, by = 'station' }) =>
      connection.write<{ wasOpen: boolean }>(() => {
        const open = openNotice(connection, topic, subject);
        if (!open) return done({ wasOpen: false });
        connection.run('UPDATE notice SET closed_at = ? WHERE key = ?', ownTime(at), open.key);
        writeLine(connection, { at, kind: 'noticeClosed', subject, by, detail: { topic, count: open.count } });
        const queued = queueMessages(connection, messages, subject, at);
        return queued.ok ? done({ wasOpen: true }) : queued;
      }),
    open: () =>
      connection.read(() => done(connection.all<Row>('SELECT * FROM notice WHERE closed_at IS NULL ORDER BY raised_at').map(noticeOf))),
  };
}

function openNotice(connection: Connection, topic: string, subject: string | null): { key: number; count: number } | undefined {
  return connection.first(
    `SELECT key, count FROM notice WHERE topic = ? AND ifnull(subject, '') = ? AND closed_at IS NULL`,
    topic,
    subject ?? '',
  );
}

function queueMessages(connection: Connection, messages: readonly NoticeMessage[], subject: string | null, at: string): Result<null> {
  for (const message of messages) {
    const queued = enqueue(connection, { ...message, subject, at, by: 'station' });
    if (!queued.ok) return queued;
  }
  return done(null);
}

function noticeOf(row: Row): Notice {
  const { id, topic, subject, country, count } = row;
  return { id, topic, subject, country, count, detail: parseJson<Json>(row.detail), raisedAt: row.raised_at, lastAt: row.last_at };
}

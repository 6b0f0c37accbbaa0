import { done, type Result } from '#core/failure.ts';
import type { NoticeFacts } from '#core/text/notice-facts.ts';
import { noticeSentence, settledByPerson } from '#core/text/notices.ts';
import type { Station } from '#main/station/station-parts.ts';

type OpenNotices = {
  notices: {
    id: string;
    topic: string;
    subject: string | null;
    country: string | null;
    sentence: { es: string; en: string };
    isSettledByPerson: boolean;
    raisedAt: string;
    count: number;
  }[];
};

/** What is open now, in words. */
export function openNotices(station: Station): Result<OpenNotices> {
  const open = station.store.notices.open();
  if (!open.ok) return open;
  return done({
    notices: open.value
      .filter((notice) => !notice.topic.endsWith('Digest'))
      .map(({ id, topic, subject, country, raisedAt, count, detail }) => ({
        id,
        topic,
        subject,
        country,
        raisedAt,
        count,
        // written by notify.ts alone
        sentence: noticeSentence(topic, (detail ?? {}) as unknown as NoticeFacts, 'raised'),
        isSettledByPerson: settledByPerson.has(topic),
      })),
  });
}

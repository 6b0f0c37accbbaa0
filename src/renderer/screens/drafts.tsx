import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useRef, type ReactNode } from 'react';
import type { DocumentType, DocumentVersion } from '#core/documents/document-type.ts';
import { documentTypes } from '#core/documents/types.ts';
import { FailurePanel } from '#renderer/parts/notices.tsx';
import { Panel, ScreenFrame } from '#renderer/parts/screen.tsx';
import { useSpoken } from '#renderer/state/language.tsx';
import { tellFailure } from '#renderer/state/notices.ts';
import { addressOf, go } from '#renderer/state/route.ts';
import { sourceWords } from '#renderer/state/source-words.ts';
import { station, type Answer } from '#renderer/state/station.ts';
import { useAnswer } from '#renderer/state/use-answer.ts';
import { useNow } from '#renderer/state/use-now.ts';
import css from './drafts.module.css';

type Draft = Answer<'drafts'>['drafts'][number];
type Template = Answer<'draftTemplates'>['templates'][number];

/** Where a document is begun: an empty one of each type, a template, or what was left half-way. */
export function Drafts(): ReactNode {
  const { t, say } = useSpoken();
  const drafts = useAnswer('drafts', () => station.drafts({}), ['changed']);
  const templates = useAnswer('templates', () => station.draftTemplates({}), ['changed']);

  const isStarting = useRef(false);

  async function start(type: string, version: string, templateId?: string): Promise<void> {
    // a double click is one wish
    if (isStarting.current) return;
    isStarting.current = true;
    const reply = await station.startDraft({ type, version, templateId });
    isStarting.current = false;
    if (reply.ok) go({ screen: 'draft', id: reply.value.id });
    else tellFailure(reply.failure);
  }

  async function remove(template: Template): Promise<void> {
    const reply = await station.removeDraftTemplate({ id: template.id });
    if (!reply.ok) tellFailure(reply.failure);
    templates.again();
  }

  return (
    <ScreenFrame
      title={t.drafts.title}
      scrolls
      tools={
        <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => go({ screen: 'inbox' })}>
          {t.inbox.title}
        </Button>
      }
    >
      {drafts.failure && <FailurePanel failure={drafts.failure} again={drafts.again} />}
      <div className={css['columns']}>
        <Panel title={t.drafts.newTitle}>
          <ul className={css['list']}>
            {documentTypes.flatMap((type) =>
              startingVersions(type).map((version) => (
                <li key={type.id + version.id}>
                  <div>
                    <strong>{say(type.name)}</strong>
                    <p>{type.usualVersion ? t.drafts.versionByDestination : say(version.label)}</p>
                  </div>
                  <Button
                    aria-label={t.drafts.start(type.usualVersion ? say(type.name) : `${say(type.name)}, ${say(version.label)}`)}
                    onClick={() => void start(type.id, version.id)}
                  >
                    {t.drafts.start('').replace(/: $/, '')}
                  </Button>
                </li>
              )),
            )}
          </ul>
        </Panel>
        <div className={css['column']}>
          <Panel title={t.drafts.continueTitle}>
            {drafts.value?.drafts.length === 0 && <p className={css['none']}>{t.drafts.none}</p>}
            <DraftLinks drafts={drafts.value?.drafts ?? []} />
          </Panel>
          <Panel title={t.drafts.templates}>
            {templates.value?.templates.length === 0 && <p className={css['none']}>{t.drafts.noTemplates}</p>}
            {byExporter(templates.value?.templates ?? []).map(([exporter, own]) => (
              <section key={exporter ?? ''} className={css['exporter']} aria-label={exporter ?? t.drafts.noExporter}>
                <h3>{exporter ?? t.drafts.noExporter}</h3>
                <ul className={css['list']}>
                  {own.map((template) => (
                    <li key={template.id}>
                      <div>
                        <strong>{template.name}</strong>
                        <p>{say(template.typeName)}</p>
                      </div>
                      <span className={css['buttons']}>
                        <Button
                          size="small"
                          aria-label={t.drafts.takeTemplate(template.name)}
                          onClick={() => void start(template.type, template.version, template.id)}
                        >
                          {t.drafts.take}
                        </Button>
                        <Button
                          size="small"
                          appearance="subtle"
                          icon={<DismissRegular />}
                          aria-label={t.drafts.remove(template.name)}
                          onClick={() => void remove(template)}
                        />
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </Panel>
        </div>
      </div>
    </ScreenFrame>
  );
}

/** They come in the order of their exporters. */
function byExporter(templates: readonly Template[]): readonly (readonly [string | null, readonly Template[]])[] {
  const groups = new Map<string | null, Template[]>();
  for (const template of templates) groups.set(template.exporter, [...(groups.get(template.exporter) ?? []), template]);
  return [...groups];
}

/** Where the destination decides the version there is nothing to choose. */
function startingVersions(type: DocumentType): readonly DocumentVersion[] {
  return type.usualVersion ? [type.usualVersion(null)] : type.versions;
}

/** What a draft is about, while its number is still to be written. */
function told({ exporter, goods }: Draft): string {
  return [goods, exporter].filter((part) => part !== null && part !== '').join(' · ');
}

function DraftLinks({ drafts }: { drafts: readonly Draft[] }): ReactNode {
  const { t, say, formats } = useSpoken();
  const now = useNow();
  return (
    <ul className={css['list']}>
      {drafts.map((draft) => (
        <li key={draft.id}>
          <div>
            <a className={css['link']} href={addressOf({ screen: 'draft', id: draft.id })}>
              {draft.number === '' ? t.drafts.unnamed : draft.number}
            </a>
            {told(draft) !== '' && <p className={css['about']}>{told(draft)}</p>}
            <p>
              {say(draft.typeName)} · {t.drafts.saved(formats.ago(draft.savedAt, now), sourceWords(draft.savedBy, { t, formats }))}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

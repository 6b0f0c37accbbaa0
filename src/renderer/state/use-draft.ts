import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftValues, FormDescription } from '#core/documents/document-type.ts';
import { readNumbers } from '#core/documents/read-numbers.ts';
import { documentTypes } from '#core/documents/types.ts';
import { tellFailure } from '#renderer/state/notices.ts';
import { station, type Answer } from '#renderer/state/station.ts';

type Reading = Answer<'saveDraft'>;
export type Draft = Answer<'draft'>;

type Pending = {
  values: DraftValues | null;
  timer: ReturnType<typeof setTimeout> | null;
  saving: Promise<unknown> | null;
  reading: Reading | null;
};

export type DraftInHand = {
  readonly draft: Draft | null;
  readonly form: FormDescription | undefined;
  readonly values: DraftValues;
  readonly reading: Reading | null;
  readonly failure: { readonly code: string } | null;
  readonly savedAt: string | null;
  readonly isSaving: boolean;
  /** what is being written stays on screen as it is written; what is kept has its numbers read */
  change(name: string, value: string): void;
  replace(values: DraftValues): void;
  /** the reading of what was kept, or nothing where it could not be */
  saveNow(): Promise<Reading | null>;
  open(): void;
};

/** A crash may cost the last second of typing, not more: kept this long after the first key, however fast the next ones come. */
const keptAfterMs = 600;

/** A draft while it is written: kept as it is typed, answered with what the document would be. */
export function useDraft(id: string): DraftInHand {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [values, setValues] = useState<DraftValues>({});
  // what comes late, a number that was fetched, is put beside what was typed meanwhile
  const typed = useRef<DraftValues>({});
  const [reading, setReading] = useState<Reading | null>(null);
  const [failure, setFailure] = useState<{ code: string } | null>(null);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const form = documentTypes.find((type) => type.id === draft?.row.type)?.form;
  const pending = useRef<Pending>({ values: null, timer: null, saving: null, reading: null });

  const saveNow = useCallback(
    async function save(): Promise<Reading | null> {
      if (pending.current.timer !== null) clearTimeout(pending.current.timer);
      pending.current.timer = null;
      // one at a time: an older answer must not come after a newer one
      while (pending.current.saving !== null) await pending.current.saving;
      const toSave = pending.current.values;
      if (toSave === null) return pending.current.reading;
      pending.current.values = null;
      setSaving(true);
      const asked = station.saveDraft({ id, values: { ...toSave } });
      pending.current.saving = asked;
      const reply = await asked;
      pending.current.saving = null;
      setSaving(false);
      if (!reply.ok) {
        // what could not be kept stays to be kept, unless something newer was typed meanwhile
        pending.current.values ??= toSave;
        tellFailure(reply.failure, null, () => void save());
        return null;
      }
      pending.current.reading = reply.value;
      setReading(reply.value);
      setSavedAt(new Date().toISOString());
      return reply.value;
    },
    [id],
  );

  const put = useCallback(
    (next: DraftValues): void => {
      typed.current = next;
      setValues(next);
      pending.current.values = form ? readNumbers(form, next) : next;
      if (pending.current.timer === null) pending.current.timer = setTimeout(() => void saveNow(), keptAfterMs);
    },
    [saveNow, form],
  );

  const open = useCallback(() => {
    void station.draft({ id }).then((reply) => {
      if (!reply.ok) return setFailure(reply.failure);
      setFailure(null);
      setDraft(reply.value);
      typed.current = reply.value.values;
      setValues(reply.value.values);
      pending.current.reading = reply.value.reading;
      setReading(reply.value.reading);
    });
  }, [id]);

  useEffect(() => {
    open();
    // the window is closed in the middle of a word: asked for here, it still reaches the station
    const closing = (): void => {
      if (pending.current.values !== null) void station.saveDraft({ id, values: pending.current.values });
    };
    addEventListener('beforeunload', closing);
    return () => {
      removeEventListener('beforeunload', closing);
      void saveNow();
    };
  }, [id, open, saveNow]);

  return {
    draft,
    form,
    values,
    reading,
    failure,
    savedAt,
    isSaving,
    change: (name, value) => put({ ...typed.current, [name]: value }),
    replace: (next) => put(form ? readNumbers(form, next) : next),
    saveNow,
    open,
  };
}

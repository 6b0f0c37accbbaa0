import type { Result } from '#core/failure.ts';

export type MailMessage = { readonly id: string; readonly to: readonly string[]; readonly subject: string; readonly text: string };
export type Mail = { send(message: MailMessage): Promise<Result<null>>; close(): Promise<void> };

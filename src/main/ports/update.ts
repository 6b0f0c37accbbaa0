import type { Result } from '#core/failure.ts';
import type { OrderedFile, UpdateOrder } from '#core/update.ts';

/** What a station remembers of updates from one start to the next. */
export type UpdateMemory = {
  /** decides its turn; made by chance at the first check, says nothing of who or where */
  readonly stationId: string;
  readonly lastIssuedAt: string | null;
  /** the version whose installation was begun last */
  readonly installing: string | null;
};

export type UpdateOrders = {
  /** the order in these bytes, where one of the trusted keys signed it */
  open(bytes: Uint8Array): Result<UpdateOrder>;
  isAsOrdered(path: string, file: OrderedFile): Promise<boolean>;
  memory(): UpdateMemory;
  remember(change: Partial<UpdateMemory>): void;
};

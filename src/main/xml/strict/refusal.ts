export type GateReason = 'not-xml' | 'encoding-refused' | 'doctype' | 'processing-instruction' | 'too-large' | 'too-deep' | 'second-root';

/** Thrown inside the scan alone, and caught by it: refusals come from many depths. */
export class Refusal {
  readonly reason: GateReason;
  readonly position: number;

  constructor(reason: GateReason, position: number) {
    this.reason = reason;
    this.position = position;
  }
}

/**
 * The public keys one of which must have signed an update order: the one in use and the one that comes after it, each as
 * SubjectPublicKeyInfo in base64 (`node scripts/update-order.ts public FILE`). The institution that releases the program
 * makes them (docs/releasing.md); until it has, a station updates only by the keys of its machine's policy.
 */
export const pinnedUpdateKeys: readonly string[] = [];

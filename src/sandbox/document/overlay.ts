/**
 * `defaults` with what is given over it. Keys that `defaults` does not have are dropped: the schema lets in only those that the
 * API computes. `null` counts as not given, so a default that is not null cannot be switched off.
 */
export function overlay<T extends object>(defaults: T, given: Given<T> | null | undefined): T {
  const filled = { ...defaults };
  for (const key in defaults) {
    const value = given?.[key];
    if (value !== undefined && value !== null) filled[key] = value;
  }
  return filled;
}

/** Every key may be absent, undefined or null. */
export type Given<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

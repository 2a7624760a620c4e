/**
 * Questions that are asked close together share one call. The call begins after the last of them was asked, so its answer is
 * as fresh to each asker as one of its own would be.
 *
 * @param until  resolves when the call may begin; what is asked before that takes part
 */
export function gathering<T>(
  until: () => Promise<unknown>,
  ask: (keys: readonly string[]) => Promise<T>,
): (key: string) => Promise<T> {
  let open: { readonly keys: Set<string>; readonly answer: Promise<T> } | undefined;
  const begin = () => {
    const keys = new Set<string>();
    const answer = until().then(() => {
      open = undefined;
      return ask([...keys]);
    });
    return { keys, answer };
  };
  return (key) => {
    open ??= begin();
    open.keys.add(key);
    return open.answer;
  };
}

/** How long those wait for each other that ask at one moment, where so many items may ask; the journal is written in between. */
export const gatherMs = (items: number): number => (items > 1 ? 200 : 20);

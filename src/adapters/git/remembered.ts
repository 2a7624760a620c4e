/** A commit never changes: what was asked about one is not asked again. */
export function remembered<A extends readonly string[], T>(
  ask: (...about: A) => Promise<T>,
): (...about: A) => Promise<T> {
  const told = new Map<string, Promise<T>>();
  return (...about) => {
    const key = about.join("\0");
    const answer = told.get(key) ?? ask(...about);
    told.set(key, answer);
    return answer;
  };
}

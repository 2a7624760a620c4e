/** How far capture has read, written like a position of Postgres's log. */
export const positionOf = (seq: number): string => `0/${seq.toString(16).toUpperCase()}`;

/** The last change that was read; 0 where nothing was. */
export function seqOf(position: string | null): number {
  const seq = Number.parseInt(position?.split("/")[1] ?? "0", 16);
  return Number.isNaN(seq) ? 0 : seq;
}

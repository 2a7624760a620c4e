import type { ApplyOutcome, ApprovedItem } from "../../model/github/apply-record.js";

/** A pull request as an apply run knows it. */
export interface Concerned {
  readonly pull: number;
  /** addresses of the tables that it brings; none where only an approval of it is left */
  readonly tables: readonly string[];
}

/**
 * As much of an outcome as is one pull request's business: what it brings, and what its approval covers.
 *
 * @param approved  what the run began, and by whose approval
 */
export function concerning(
  outcome: ApplyOutcome,
  { pull, tables }: Concerned,
  approved: readonly ApprovedItem[],
): ApplyOutcome {
  const own = [...approved, ...outcome.standing].filter((one) => one.pull === pull);
  const ids = new Set(own.map(({ item }) => item.id));
  const addresses = [...tables, ...own.map(({ item }) => item.address)];
  const touches = (address: string): boolean =>
    addresses.some((table) => table === address || table.startsWith(`${address}/`));
  return {
    ...outcome,
    outcomes: outcome.outcomes.filter(({ id }) => ids.has(id)),
    standing: outcome.standing.filter((one) => one.pull === pull),
    refused: outcome.refused.filter((one) => (one.pull === null ? touches(one.address) : one.pull === pull)),
    owed: outcome.owed.filter(({ record }) => ids.has(record.id) || touches(record.address)),
  };
}

/** Pull requests that an outcome is news for, each once. */
export function concernedBy(
  judged: readonly Concerned[],
  outcome: ApplyOutcome,
  approved: readonly ApprovedItem[],
): readonly Concerned[] {
  const all = new Map<number, readonly string[]>();
  for (const { pull } of [...approved, ...outcome.standing]) all.set(pull, []);
  for (const { pull, tables } of judged) all.set(pull, [...(all.get(pull) ?? []), ...tables]);
  return [...all].map(([pull, tables]) => ({ pull, tables }));
}

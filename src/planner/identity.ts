import { createHash } from "node:crypto";
import { isRecord } from "../model/is-record.js";
import { isApplicable, type Item } from "../model/plan.js";

type TargetIdentity = { readonly host: string; readonly project_id: number };
type IdParts = Pick<Item, "schema_id" | "from" | "to">;
/** A change and, where it goes on with an earlier item, what that was. */
type Named = IdParts &
  Partial<Pick<Item, "id" | "resumes">> & { readonly findings?: readonly { readonly code: string }[] };
type HashParts = IdParts & Pick<Item, "id" | "effect" | "strategy" | "steps">;

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Keys in code-unit order, as RFC 8785 wants them: how an object was put together cannot change an id. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) =>
    isRecord(member) ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1))) : member,
  );

const idParts = ({ host, project_id }: TargetIdentity, { schema_id, from, to }: IdParts) => ({
  host,
  project_id,
  schema_id,
  from,
  to,
});

/**
 * What people name in a consent: 8 hex digits of what changes where, whatever it costs, and of the item whose debt is taken over:
 * a consent to one debt is none to the next. An item that is carried on keeps the id that it was begun with.
 */
export function itemId(target: TargetIdentity, item: Named): string {
  const { id, resumes, findings = [] } = item;
  if (id !== undefined && resumes === id) return id;
  const owes = findings.some(({ code }) => code === "import-owed") ? { owes: resumes } : {};
  return sha256(canonical({ ...idParts(target, item), ...owes })).slice(0, 8);
}

/** What an approval stands for: the change, what it does to rows and how it is carried out. Row counts and texts may move. */
export const itemHash = (target: TargetIdentity, item: HashParts): string =>
  sha256(
    canonical({
      ...idParts(target, item),
      id: item.id,
      effect: item.effect,
      strategy: item.strategy,
      steps: item.steps,
    }),
  );

/** Over everything that a plan says. */
export const checksumOf = (value: unknown): string => sha256(canonical(value));

/** One value for all items that can be approved, whatever their order. */
export const digestOf = (items: readonly Item[]): string =>
  sha256(
    canonical(
      items
        .filter(isApplicable)
        .map(({ hash }) => hash)
        .toSorted(),
    ),
  );

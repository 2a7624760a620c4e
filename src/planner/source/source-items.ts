import type { DesiredSource, DesiredState } from "../../model/desired.js";
import type { Finding, Note, Problem } from "../../model/finding.js";
import type { LiveState } from "../../model/live.js";
import type { Item, PlanProblem } from "../../model/plan.js";
import { sourceSections } from "../../model/source-sections.js";
import { itemHash, itemId } from "../identity.js";
import type { SourcePair } from "../pair.js";
import { directQuery, managedByPosthog, serverTooOld, sourceError } from "../problems/server.js";
import { SOURCE_RULES } from "./all.js";
import type { SourceChange, SourceRule, SourceVerdict } from "./source-rule.js";

interface Around {
  readonly target: DesiredState["target"];
  readonly server: LiveState["server"];
  /** of this source's tables */
  readonly items: readonly Item[];
  /** the same source as it was declared before this change; null: it was not; undefined: everything that differs is meant */
  readonly earlier: DesiredSource | null | undefined;
  /** as declared when an apply last completed */
  readonly applied: DesiredSource | undefined;
}

export interface SourcePlan {
  readonly items: readonly Item[];
  readonly problems: readonly PlanProblem[];
}

/** All that is declared of the source is planned: of a part of its tables nobody can tell what the source needs. */
export const isWhole = ({ sources }: Pick<DesiredState, "sources">, { key, tables }: DesiredSource): boolean =>
  sources.some((source) => source.key === key && source.tables.length === tables.length);

/** What is meant for a source as a whole, where no item of its tables does it. */
export function planSource({ desired: declared, live: source, tables }: SourcePair, around: Around): SourcePlan {
  const carried = new Set(
    around.items.filter(({ origin }) => origin !== "drift").flatMap(({ steps }) => steps.map(({ kind }) => kind)),
  );
  const change: SourceChange = { declared, source, tables, carried };
  const address = `${around.target.name}/${declared.key}`;
  const items = SOURCE_RULES.flatMap((rule) => {
    const verdict = rule.check(change);
    return verdict === undefined ? [] : [itemOf(address, change, around, rule, verdict)];
  });
  return { items, problems: unread(change).map((problem) => ({ ...problem, address, at: declared.at })) };
}

function itemOf(
  address: string,
  change: SourceChange,
  around: Around,
  rule: SourceRule,
  { from, to, step, problems, ...verdict }: SourceVerdict,
): Item {
  const { target } = around;
  const { source, declared } = change;
  const finding: Finding = { code: rule.code, ...verdict };
  const ids = { schema_id: source.id, from, to };
  const id = itemId(target, ids);
  const { effect } = finding;
  const steps = [step];
  return {
    id,
    hash: itemHash(target, { ...ids, id, effect, strategy: null, steps }),
    address,
    source_id: source.id,
    schema_id: source.id,
    table: declared.key,
    from,
    to,
    drifted: [],
    effect,
    findings: [finding],
    strategy: null,
    options: [],
    steps,
    price: { rows_wiped: 0, rows_imported: 0, recurring: false },
    consented: false,
    notes: notChecked(change, rule),
    problems: [...shared(change, around), ...problems],
    origin: originOf(declared, around),
    resumes: null,
    should_sync_before: null,
    at: declared.at,
  };
}

/** Only the sections of the source are compared: what a table asks of it is carried out with the table. */
function originOf(declared: DesiredSource, { earlier, applied }: Around): Item["origin"] {
  if (earlier === undefined || earlier === null) return "change";
  if (sourceSections(earlier) !== sourceSections(declared)) return "change";
  return applied !== undefined && sourceSections(applied) === sourceSections(earlier) ? "drift" : "merged-not-applied";
}

function shared({ source }: SourceChange, { server }: Around): readonly Problem[] {
  const on = { server, source, changed: new Set<never>() };
  return [serverTooOld, directQuery, managedByPosthog, sourceError].flatMap(({ code, check }) => {
    const problem = check(on);
    return problem === undefined ? [] : [{ code, ...problem }];
  });
}

function notChecked(change: SourceChange, rule: SourceRule): readonly Note[] {
  const { prerequisites } = change.source.cdc;
  const isUnread =
    rule.asks(change) === "prerequisites" &&
    (prerequisites.state === "not-read" || (prerequisites.state === "refused" && prerequisites.reason === "scope"));
  return isUnread
    ? [
        {
          code: "not-checked-against-source",
          message: "not checked against the source: apply asks it before the first write",
        },
      ]
    : [];
}

/** A webhook that could not be looked at may be missing: that is no item, and not nothing either. */
function unread(change: SourceChange): readonly Problem[] {
  const { webhook } = change.source;
  if (webhook.state !== "refused" || !SOURCE_RULES.some((rule) => rule.asks(change) === "webhook")) return [];
  return [
    {
      code: "source-error",
      message: `the webhook of this source could not be read, so nobody knows whether it stands: ${webhook.message}`,
      hint: "check the source's connection in PostHog, then plan again",
    },
  ];
}

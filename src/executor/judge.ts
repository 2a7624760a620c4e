import type { Owed } from "../model/journal.js";
import type { LiveTable } from "../model/live.js";
import { isPartlyWritten } from "../model/partly-written.js";
import { isOfSource, wantsRun, type Item } from "../model/plan.js";
import { isProved } from "./owed.js";
import { differingFields } from "./read-back.js";
import { recordOf } from "./record.js";
import { failed, failedCall, type SourceRun, type Stopped, type World } from "./run.js";

/** What the world, read again, leaves of an approval. */
export type Judgement =
  { readonly kind: "go"; readonly item: Item } | { readonly kind: "already"; readonly table?: LiveTable } | Stopped;

/**
 * Reads the table again, plans it again and asks whether the approval covers what is planned now. Any doubt is a refusal.
 */
export async function judge(world: World, { tables }: Pick<SourceRun, "tables">, approved: Item): Promise<Judgement> {
  if (isOfSource(approved)) return judgeSource(world, approved);
  for (let known: Judged | undefined; ;) {
    const look = await tables.read(approved.schema_id);
    if (!look.ok) return failedCall(look.error);
    const table = look.value.value;
    if (known !== undefined && isUnchanged(known.table, table)) return known.judgement;
    const lookedAt = world.clock.now();
    const judgement = await judgeUpon(world, approved, table);
    // The planner's own questions may have waited for the limits, and somebody edited the table meanwhile.
    if (judgement.kind !== "go" || world.clock.now() - lookedAt <= PROMPT_MS) return judgement;
    known = { table, judgement };
  }
}

interface Judged {
  readonly table: LiveTable;
  readonly judgement: Judgement;
}

/** A judgement that took no longer is taken to have been made at the moment of its look. */
const PROMPT_MS = 5000;

const isUnchanged = (before: LiveTable, now: LiveTable): boolean =>
  differingFields(before.settings, now.settings).length === 0;

/** Its one step looks again before it writes, so nothing of it can be half done. */
async function judgeSource(world: World, approved: Item): Promise<Judgement> {
  const replanned = await world.replan(approved, undefined);
  if (!replanned.ok) return failedCall(replanned.error);
  const fresh = replanned.value;
  const coverage = world.covers(approved, fresh, world.journal.owed());
  if (!coverage.covered) return planChanged(coverage.differences);
  if (fresh === undefined) return { kind: "already" };
  if (fresh.problems.length > 0) return planChanged(fresh.problems.map(({ code }) => `it has the problem ${code} now`));
  return { kind: "go", item: fresh };
}

/** @param assumed  taken as owed, although no journal says so */
async function judgeUpon(world: World, approved: Item, table: LiveTable, assumed?: Owed): Promise<Judgement> {
  const replanned = await world.replan(approved, table, assumed);
  if (!replanned.ok) return failedCall(replanned.error);
  const fresh = replanned.value;
  const owed = assumed === undefined ? world.journal.owed() : [...world.journal.owed(), assumed];
  const coverage = world.covers(approved, fresh, owed, table.settings);
  if (!coverage.covered) {
    const rest = isBegunElsewhere(world, approved, table) ? await unseen(world, approved, table, assumed) : undefined;
    return rest?.kind === "go" ? rest : planChanged(coverage.differences);
  }
  if (fresh === undefined) return assumed === undefined ? nothingPlanned(world, approved, table) : UNPROVED;
  if (fresh.problems.length > 0) return planChanged(fresh.problems.map(({ code }) => `it has the problem ${code} now`));
  if (!world.wait && needsRun(fresh)) return failed(NEEDS_RUN);
  return { kind: "go", item: assumed === undefined ? fresh : { ...fresh, resumes: approved.resumes ?? fresh.resumes } };
}

/**
 * An empty plan is no proof. Where another hand wrote the values, or the journal that knew was lost, the approved import may never
 * have run: it is carried out, as what is left of an item of which nothing but the values was seen.
 */
async function nothingPlanned(world: World, approved: Item, table: LiveTable): Promise<Judgement> {
  const rest = await unseen(world, approved, table);
  if (rest !== undefined) return rest;
  const owed = owedByTable(world, approved);
  if (owed === undefined || isTakenOver(owed, approved)) return { kind: "already", table };
  if (!isProved(owed)) return UNPROVED;
  await world.journal.append({ event: "closed", item: owed.record.id, why: "proved", approved: approved.hash });
  return { kind: "already", table };
}

/** The debt of an earlier item, which says nothing of this one's own run. */
const isTakenOver = ({ record }: Owed, { id, resumes }: Item): boolean => record.id === resumes && resumes !== id;

/**
 * The approved item, judged as one that was begun, where nothing knows of its run.
 *
 * @returns undefined: it asks for no run, or what became of the run is known
 */
async function unseen(world: World, approved: Item, table: LiveTable, assumed?: Owed): Promise<Judgement | undefined> {
  const owed = owedByTable(world, approved);
  // The debt that the approved item takes over says nothing of its own run.
  const isOwn = owed !== undefined && (owed.record.id !== approved.resumes || approved.resumes === approved.id);
  if (
    assumed !== undefined ||
    isOwn ||
    !wantsRun(approved) ||
    world.journal.proved().some(({ hash }) => hash === approved.hash)
  )
    return undefined;
  return judgeUpon(world, approved, table, { record: recordOf(approved), marks: [] });
}

/**
 * Another hand has written some of the approved values, and no other: what is planned upon them may ask for no import.
 * Where an item of ours has written them, its own run was seen, and importing again would be for nothing.
 */
function isBegunElsewhere({ journal }: World, approved: Item, { settings }: LiveTable): boolean {
  const isOurs = journal
    .proved()
    .some(({ schema_id, fields }) => schema_id === approved.schema_id && fields.some((field) => field in approved.to));
  return !isOurs && isPartlyWritten(approved, settings);
}

export const owedByTable = ({ journal }: Pick<World, "journal">, { schema_id }: Item): Owed | undefined =>
  journal.owed().find((owed) => owed.record.schema_id === schema_id);

/** Steps that only a finished run allows. */
function needsRun({ steps }: Item): boolean {
  const kinds = new Set(steps.map((step) => step.kind));
  return kinds.has("catch_up") || (kinds.has("await") && (kinds.has("enable") || kinds.has("delete_webhook")));
}

const NEEDS_RUN = { code: "needs-wait", message: "a later step needs the finished run: apply it without --no-wait" };

const planChanged = (differences: readonly string[]) =>
  failed({
    code: "plan-changed",
    message: `what is planned now is not what was approved: ${differences.join("; ")}`,
  });

const UNPROVED = planChanged(["its import is not proved, and no longer planned"]);

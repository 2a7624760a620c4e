import { JournalFault } from "../../src/executor/ports.js";
import type { Consent } from "../../src/model/desired.js";
import type { JournalEntry } from "../../src/model/journal.js";
import { isDestructive } from "../../src/model/effect.js";
import { isApplicable, type Item } from "../../src/model/plan.js";
import { defectsIn } from "./judge.js";
import { expected, measured } from "./oracle.js";
import { begunIn, mayMiss, predictsWipe } from "./contradictions.js";
import { cut, IN_DOUBT, type How, type Interruption } from "./cut.js";
import type { Case } from "./run-case.js";
import { Scene, type Applied, type Target } from "./scene.js";
import type { Stage } from "./stage.js";

/** A table that is about to be changed. */
function begin(stage: Stage, one: Case): Scene {
  const scene = new Scene(stage);
  scene.setUp(one.from);
  scene.happen(one.history.before);
  if (!one.wasOn) {
    scene.patch({ should_sync: false });
    scene.wait(60);
    scene.happen(one.history.off);
  }
  return scene;
}

export interface Survived {
  /** false: the change has fewer writes, and was carried out in peace */
  readonly met: boolean;
  /** what is wrong; empty where all is well */
  readonly says: readonly string[];
}

const inPeace = new WeakMap<Case, number>();

/** How many imports the change takes where nothing comes between. */
async function importsInPeace(stage: Stage, one: Case): Promise<number> {
  const known = inPeace.get(one);
  if (known !== undefined) return known;
  const scene = begin(stage, one);
  const target: Target = { configuration: one.to, on: one.isOn };
  const consent = await scene.agree(target, one.strategy);
  const before = scene.asked();
  await scene.apply(target, consent);
  const imports = scene.asked() - before;
  inPeace.set(one, imports);
  return imports;
}

/** Applies, is cut off, and applies again: by then it has converged. */
export async function survive(stage: Stage, one: Case, interruption: Interruption): Promise<Survived> {
  const peaceful = await importsInPeace(stage, one);
  const scene = begin(stage, one);
  const target: Target = { configuration: one.to, on: one.isOn };
  const first = await scene.agree(target, one.strategy);
  const [asked] = (await scene.plan(target, first)).plan.items;
  // What cannot be applied cannot be interrupted.
  if (asked === undefined || !isApplicable(asked)) return { met: false, says: [] };
  const { intercept, isMet } = cut(stage, scene, interruption);
  stage.intercept = intercept;
  const wipesBefore = scene.countWipes();
  const askedBefore = scene.asked();
  const runsBefore = scene.runs().length;
  let cutOff: Applied | undefined;
  try {
    cutOff = await scene.apply(target, first);
  } catch (error) {
    // What ends the process ends the apply.
    if (!(error instanceof JournalFault)) throw error;
  }
  stage.intercept = undefined;
  scene.journal.killed = false;
  stage.dead = false;
  const met = isMet();
  if (interruption.between === "the schedule fires") scene.happen([{ kind: "run" }]);
  if (interruption.between === "another client edits") scene.editedElsewhere();
  scene.happen(one.history.during);

  const owedBefore = scene.journal.owed().length > 0;
  // Of two lines for one item the first that names a strategy counts: whoever gives up replaces it.
  const second =
    interruption.between === "the import is given up"
      ? await scene.agree(target, "keep")
      : [...first, ...(await scene.agree(target, asked.strategy ?? undefined))];
  const again = await scene.apply(target, second);
  if ([cutOff, again].some(isOverlap))
    return { met, says: await startedOver(scene, target, one, hasMetRun(one, interruption)) };
  // A reader finds the rows as the second run leaves them, before any schedule fires.
  const more = scene.asked() - askedBefore - peaceful;
  const runs = scene.runs().length - runsBefore;
  const wipes = scene.countWipes() - wipesBefore;
  const says = [...(await unfinished(scene, target, second, again, owedBefore))];
  const excess = (IN_DOUBT.includes(interruption.how) ? 1 : 0) + begunIn(one.history.during);
  if (more > excess) says.push(`${more} imports more than in peace, ${peaceful}`);
  says.push(...repeated(scene.journal.entries, interruption));
  const isGivenUp = again.item !== undefined && again.item.strategy === "keep" && asked.strategy !== "keep";
  if (one.isOn && !isGivenUp && runs === 0 && asked.steps.some(({ kind }) => kind === "await"))
    says.push("the second run is through, and no run has Completed");
  const recurs = [one.from, one.to].some(({ type }) => type === "full_refresh");
  const predicted = predictsWipe(asked);
  if (!recurs && predicted && !isGivenUp && wipes === 0) says.push("a wipe was told, but no row was wiped");
  const since = scene.runs().at(-1) ?? 0;
  scene.happen([...one.history.after, { kind: "run" }, { kind: "run" }]);
  // What the first run had deleted is gone, whatever is given up afterwards.
  const deletes = asked.steps.some(({ kind }) => kind === "delete_data");
  const isTold = predicted && (!isGivenUp || deletes || isDestructive(again.item.effect));
  const wiped = scene.countWipes() - wipesBefore;
  if (!recurs && wiped > (isTold ? 1 + Math.max(excess, mayGoTwice(asked)) : 0))
    says.push(`rows were wiped ${wiped} times`);
  // What was foretold is all that the second run may leave.
  if (one.isOn && ![asked, again.item ?? asked].some(mayMiss)) {
    const should = expected(measured(one.from, one.to), scene.moments, scene.runs());
    says.push(...defectsIn(one.to, scene.held(), should, since).map((defect) => defect.says));
  }
  return { met, says };
}

const isOverlap = (applied: Applied | undefined): boolean =>
  typeof applied?.outcome === "object" && applied.outcome.code === "run-overlapped";

/** A run of which the process may know no more than that it began after its last look. */
const hasMetRun = ({ history }: Case, { how, between }: Interruption): boolean =>
  how === "the schedule fires before it" ||
  how === "a run begins before it" ||
  between === "the schedule fires" ||
  begunIn(history.during) > 0;

/** Whoever is told that a run came between does as told: the rows are right then, and nothing is left to do. */
async function startedOver(scene: Scene, target: Target, one: Case, hasRun: boolean): Promise<readonly string[]> {
  const says = hasRun ? [] : ["told of a run that never came"];
  scene.startOver(one.isOn);
  const since = scene.runs().at(-1) ?? 0;
  says.push(...(await unfinished(scene, target, [], await scene.apply(target, []), false)));
  scene.happen([...one.history.after, { kind: "run" }, { kind: "run" }]);
  if (!one.isOn) return says;
  const should = expected(measured(one.from, one.to), scene.moments, scene.runs());
  return [...says, ...defectsIn(one.to, scene.held(), should, since).map((defect) => defect.says)];
}

/**
 * A resync that is owed goes out although the rows have gone before it and a run has brought them again in between: nobody can tell
 * what that run read. So it is where the data was deleted for the change, as CDC may go on streaming after it; and where a table is
 * switched on as it leaves or enters webhook or cdc, which PostHog may wipe by itself.
 */
const mayGoTwice = ({ findings, steps }: Item): number =>
  Number(
    steps.some((step) => step.kind === "import" && step.how === "resync") &&
      (steps.some(({ kind }) => kind === "delete_data") ||
        findings.some(({ code }) => code === "webhook-turned-on" || code === "cdc-turned-on")),
  );

/** What a second run has left open. */
async function unfinished(
  scene: Scene,
  target: Target,
  consent: readonly Consent[],
  { item, outcome }: Applied,
  owedBefore: boolean,
): Promise<readonly string[]> {
  const says: string[] = [];
  if (item === undefined && owedBefore && scene.journal.owed().length > 0) says.push("a debt is forgotten");
  if (outcome !== undefined && outcome !== "by hand" && outcome.state !== "applied" && outcome.state !== "already")
    says.push(`the second run ends as ${outcome.state}: ${outcome.message}`);
  const { plan, moot } = await scene.plan(target, consent);
  for (const { to, problems } of plan.items)
    says.push(`the second run does not converge: ${JSON.stringify([to, problems.map(({ code }) => code)])}`);
  if (!plan.items.some(isApplicable) && scene.journal.owed().length > moot.length)
    says.push("something is still owed and no plan holds it");
  return says;
}

/** A trigger is skipped during a run. */
const MAY_COME_TO_NOTHING: readonly How[] = [
  "its trigger is dropped",
  "the schedule fires before it",
  "a run begins before it",
];

/** A step that was acknowledged is not sent again; only a trigger that came to nothing may be, and a hold only looks. */
function repeated(entries: readonly JournalEntry[], { how }: Interruption): readonly string[] {
  const acknowledged = new Set<string>();
  const says: string[] = [];
  for (const entry of entries) {
    if ((entry.event !== "intent" && entry.event !== "ack") || entry.step === "hold") continue;
    const step = `${entry.item} ${entry.step}`;
    if (entry.event === "ack") acknowledged.add(step);
    else if (
      acknowledged.has(step) &&
      !(MAY_COME_TO_NOTHING.includes(how) && ["import", "catch_up"].includes(entry.step))
    )
      says.push(`${entry.step} was acknowledged and is sent again`);
  }
  return says;
}

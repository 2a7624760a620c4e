import { livePlan, replanUpon, type LivePlan } from "../../src/commands/live-plan.js";
import { apply } from "../../src/executor/apply.js";
import type { Consent, DesiredState } from "../../src/model/desired.js";
import type { Strategy } from "../../src/model/effect.js";
import { isRecord } from "../../src/model/is-record.js";
import type { ItemOutcome } from "../../src/model/outcome.js";
import type { Item } from "../../src/model/plan.js";
import { DEFAULT_POLICY } from "../../src/model/policy.js";
import { covers } from "../../src/planner/covers.js";
import type { Row } from "../../src/sandbox/rows/row.js";
import { KEY } from "../support/key.js";
import { settingsOf, type Configuration } from "./configuration.js";
import { Source, type Event, type Moment } from "./history.js";
import { mortalJournal } from "./mortal-journal.js";
import { SCHEMA, SOURCE, TABLE } from "./place.js";
import { untouched, type Stage } from "./stage.js";

const AT = { file: "warehouse/shop.yaml", line: 5, column: 3 };
const INTERVAL = 21_600;
/** Less than any run takes, and more than one takes to begin. */
const MOMENT = 0.3;

/** A row that no source has: a merge leaves it alone, a wipe does not. */
const CANARY = { id: -1, tenant_id: -1, v: 0, created_at: "1971-01-01T00:00:00", updated_at: "1971-01-01T00:00:00" };

export interface Target {
  readonly configuration: Configuration;
  readonly on: boolean;
}

interface Held {
  readonly rows: readonly Row[];
  readonly history: readonly Row[];
}

const isCanary = (row: Row): boolean => row["id"] === CANARY.id;

/** One table, its source, and what happens to both. */
export class Scene {
  readonly journal = mortalJournal();
  readonly #stage: Stage;
  readonly #source: Source;
  /** a canary is in the table, and its death is counted */
  #watched = false;
  #wipes = 0;
  /** counted before the document was put back with a canary in it, which empties the log of effects */
  #asked = 0;
  #counts = false;

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.intercept = undefined;
    stage.sandbox.reset(untouched([]));
    this.#source = new Source(stage.sandbox.moveClock(0));
    stage.sandbox.reset(untouched(this.#source.rows));
  }

  get moments(): readonly Moment[] {
    return this.#source.moments;
  }

  get sandbox() {
    return this.#stage.sandbox;
  }

  /** Puts the table into service by hand, and waits for its first run. */
  setUp(configuration: Configuration): void {
    this.patch({ ...settingsOf(configuration, true) });
    this.#call("POST", "reload/");
    this.wait(120);
  }

  happen(events: readonly Event[]): void {
    for (const event of events) {
      if (this.#counts) this.countWipes();
      if (event.kind === "run") this.wait(INTERVAL);
      else if (event.kind === "begin") this.wait(this.#untilTick() + MOMENT);
      else {
        const change = this.#source.take(event, this.#stage.sandbox.moveClock(0));
        if (change !== undefined) this.#stage.sandbox.change([change]);
        // Seconds tell apart what was read by a run from what came after.
        this.wait(5);
      }
    }
  }

  /** Every schedule fires at whole intervals of the clock. */
  #untilTick(): number {
    return INTERVAL - ((this.#stage.sandbox.moveClock(0) / 1000) % INTERVAL);
  }

  wait(seconds: number): void {
    this.#stage.sandbox.moveClock(seconds);
  }

  /** Somebody else moves its schedule, while it is changed or between two applies. */
  editedElsewhere(): void {
    this.patch({ sync_frequency: "12hour" });
  }

  /** Does what is told of a run that came between. */
  startOver(on: boolean): void {
    this.#call("POST", "resync/");
    this.wait(120);
    if (on) this.patch({ should_sync: true });
  }

  patch(body: object): void {
    const status = this.#call("PATCH", "", body);
    if (status !== 200) throw new Error(`the table could not be set up: ${status} for ${JSON.stringify(body)}`);
  }

  /**
   * How often rows have gone since it was asked for the first time: whoever asks between any two runs misses none. A table that is
   * deleted and imported again has gone once.
   */
  countWipes(): number {
    this.#counts = true;
    if (this.#watched && !this.#stage.sandbox.rows(SCHEMA).warehouse.rows.some(isCanary)) {
      this.#wipes++;
      this.#watched = false;
    }
    if (!this.#watched) this.#watched = this.#release();
    return this.#wipes;
  }

  /** Puts a row into the warehouse that only a wipe takes away; false where there is no table to put it into. */
  #release(): boolean {
    const document = this.#stage.sandbox.state();
    const schema = schemaIn(document);
    const extensions = isRecord(schema["extensions"]) ? schema["extensions"] : {};
    const warehouse = isRecord(extensions["warehouse"]) ? extensions["warehouse"] : undefined;
    if (schema["table"] === null || warehouse === undefined || !Array.isArray(warehouse["rows"])) return false;
    // Before all others: what an append left unfinished stands at the end, and is taken back without a wipe.
    const { unfinishedAppend } = warehouse;
    const kept = typeof unfinishedAppend === "number" ? { unfinishedAppend: unfinishedAppend + 1 } : {};
    const rows = [CANARY, ...warehouse["rows"]];
    schema["extensions"] = { ...extensions, warehouse: { ...warehouse, ...kept, rows } };
    this.#asked = this.asked();
    this.#stage.sandbox.reset(document);
    return true;
  }

  held(): Held {
    const { rows, history } = this.#stage.sandbox.rows(SCHEMA).warehouse;
    return { rows: rows.filter((row) => !isCanary(row)), history: history.filter((row) => !isCanary(row)) };
  }

  /** How many runs were asked for by a request or begun because of one. What the schedule fires does not count. */
  asked(): number {
    const since = membersOf(this.#stage.sandbox.state(), "effects").filter(
      (effect) =>
        isRecord(effect) &&
        (["sync_triggered", "cdc_extraction_triggered"].includes(String(effect["kind"])) ||
          effect["first_run"] === true),
    ).length;
    return this.#asked + since;
  }

  /** When the runs that Completed began to read, oldest first. Unix ms. */
  runs(): readonly number[] {
    return this.#jobs("Completed")
      .map((job) => Date.parse(String(job["created_at"])))
      .toSorted((a, b) => a - b);
  }

  /** A run is reading. */
  isUnderway(): boolean {
    return this.#jobs("Running").length > 0;
  }

  #jobs(status: string): readonly Readonly<Record<string, unknown>>[] {
    const sources = membersOf(this.#stage.sandbox.state(), "sources");
    return membersOf(sources[0], "jobs")
      .filter(isRecord)
      .filter((job) => job["status"] === status);
  }

  async plan(target: Target, consent: readonly Consent[] = []): Promise<LivePlan> {
    const planned = await livePlan(this.#ground(target, consent));
    if (!planned.ok) throw new Error(`no plan: ${planned.error.message}`);
    return planned.value;
  }

  /** Consents to the item that the plan holds, by this strategy where it is offered. */
  async agree(target: Target, strategy: Strategy | undefined): Promise<readonly Consent[]> {
    const { plan } = await this.plan(target);
    return plan.items.map(({ id, strategy: own, options }) => {
      const chosen = options.find((option) => option.strategy === strategy)?.strategy ?? own;
      return { id, ...(chosen === null ? {} : { strategy: chosen }), reason: "proof", at: AT };
    });
  }

  async apply(target: Target, consent: readonly Consent[]): Promise<Applied> {
    const fresh = await this.plan(target, consent);
    const [item] = fresh.plan.items;
    if (item === undefined || item.problems.length > 0) return { item, outcome: undefined };
    const { posthog, clock } = this.#stage;
    const [outcome] = await apply({
      approved: [item],
      replan: replanUpon(this.#ground(target, consent), fresh.live),
      covers,
      warehouse: posthog.warehouse,
      journal: this.journal,
      clock,
      limits: posthog,
      progress: () => {},
      stop: { requested: false },
      wait: true,
      maxWaitMs: 3_600_000,
    });
    return { item, outcome };
  }

  /** Sends the patch of the item and nothing else. */
  async patchAlone(target: Target): Promise<Applied> {
    const { plan } = await this.plan(target);
    const [item] = plan.items;
    const patch = item?.steps.find((step) => step.kind === "patch");
    if (item === undefined || patch === undefined) return { item, outcome: undefined };
    this.patch(patch.body);
    return { item, outcome: "by hand" };
  }

  #ground({ configuration, on }: Target, consent: readonly Consent[]) {
    const desired: DesiredState = {
      target: { name: "proof", host: this.#stage.sandbox.url, project_id: 1, api_key_env: "POSTHOG_KEY" },
      policy: DEFAULT_POLICY,
      sources: [
        {
          key: "shop",
          selector: { by: "id", id: SOURCE },
          tables: [
            {
              name: TABLE,
              settings: settingsOf(configuration, on),
              origins: {},
              protect: false,
              consent,
              at: AT,
            },
          ],
          cdc: { management_mode: "posthog" },
          webhook: { inputs: {} },
          thresholds: [],
          at: AT,
        },
      ],
    };
    return { posthog: this.#stage.posthog, desired, journal: this.journal };
  }

  #call(method: string, action: string, body?: object): number {
    const path = `/api/projects/1/external_data_schemas/${SCHEMA}/${action}`;
    return this.#stage.sandbox.ask({ method, path, key: KEY, ...(body === undefined ? {} : { body }) });
  }
}

export interface Applied {
  readonly item: Item | undefined;
  readonly outcome: ItemOutcome | "by hand" | undefined;
}

const membersOf = (value: unknown, name: string): readonly unknown[] => {
  const found = isRecord(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
};

function schemaIn(document: unknown): Record<string, unknown> {
  const [source] = membersOf(document, "sources");
  const [schema] = membersOf(source, "schemas");
  if (!isRecord(schema)) throw new Error("the document has no table");
  return schema;
}

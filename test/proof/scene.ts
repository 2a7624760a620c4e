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
  async setUp(configuration: Configuration): Promise<void> {
    await this.patch({ ...settingsOf(configuration, true) });
    await this.#call("POST", "reload/");
    this.wait(120);
  }

  happen(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === "run") this.wait(INTERVAL);
      else {
        const change = this.#source.take(event, this.#stage.sandbox.moveClock(0));
        if (change !== undefined) this.#stage.sandbox.change([change]);
        // Seconds tell apart what was read by a run from what came after.
        this.wait(5);
      }
    }
  }

  wait(seconds: number): void {
    this.#stage.sandbox.moveClock(seconds);
  }

  async patch(body: object): Promise<void> {
    const status = await this.#call("PATCH", "", body);
    if (status !== 200) throw new Error(`the table could not be set up: ${status} for ${JSON.stringify(body)}`);
  }

  /** Puts a row into the warehouse that only a wipe takes away. */
  release(): void {
    const document = this.#stage.sandbox.state();
    const schema = schemaIn(document);
    const extensions = isRecord(schema["extensions"]) ? schema["extensions"] : {};
    const warehouse = isRecord(extensions["warehouse"]) ? extensions["warehouse"] : undefined;
    if (warehouse === undefined || !Array.isArray(warehouse["rows"])) return;
    schema["extensions"] = {
      ...extensions,
      warehouse: { ...warehouse, rows: [...warehouse["rows"].filter((row: Row) => !isCanary(row)), CANARY] },
    };
    this.#stage.sandbox.reset(document);
  }

  isAlive(): boolean {
    return this.#stage.sandbox.rows(SCHEMA).warehouse.rows.some(isCanary);
  }

  held(): Held {
    const { rows, history } = this.#stage.sandbox.rows(SCHEMA).warehouse;
    return { rows: rows.filter((row) => !isCanary(row)), history: history.filter((row) => !isCanary(row)) };
  }

  /** When the runs that Completed began to read, oldest first. Unix ms. */
  runs(): readonly number[] {
    const sources = membersOf(this.#stage.sandbox.state(), "sources");
    return membersOf(sources[0], "jobs")
      .filter((job) => isRecord(job) && job["status"] === "Completed")
      .map((job) => (isRecord(job) ? Date.parse(String(job["created_at"])) : 0))
      .toSorted((a, b) => a - b);
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
    await this.patch(patch.body);
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

  async #call(method: string, action: string, body?: object): Promise<number> {
    const answer = await fetch(`${this.#stage.sandbox.url}/api/projects/1/external_data_schemas/${SCHEMA}/${action}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    await answer.arrayBuffer();
    return answer.status;
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

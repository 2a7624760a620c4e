import { apply, type ApplyInput } from "../../src/executor/apply.js";
import type { DesiredSource, DesiredTable } from "../../src/model/desired.js";
import type { Strategy } from "../../src/model/effect.js";
import type { LiveState, LiveTable } from "../../src/model/live.js";
import type { Owed } from "../../src/model/journal.js";
import type { ItemOutcome } from "../../src/model/outcome.js";
import type { Item } from "../../src/model/plan.js";
import type { Policy } from "../../src/model/policy.js";
import type { ProgressEvent } from "../../src/model/progress.js";
import { ok } from "../../src/model/result.js";
import type { DeclaredSettings, LiveSettings } from "../../src/model/settings.js";
import { covers } from "../../src/planner/covers.js";
import { aDesiredTable, read } from "../support/change.js";
import { FakeTable } from "../support/fake-engine.js";
import { FakeJournal } from "../support/fake-journal.js";
import { FakeWarehouse } from "../support/fake-warehouse.js";
import { aDesiredState, aLiveState, planOf } from "../support/planned.js";
import { switchboard, type Kill, type Switchboard, type Trouble } from "../support/switchboard.js";
import { virtualClock, type VirtualClock } from "../support/virtual-clock.js";

/** One table of a scene: what it is, and what the YAML declares of it. */
export interface Cast {
  readonly name?: string;
  readonly before?: Partial<LiveSettings>;
  readonly declared: DeclaredSettings;
  /** consented under this strategy, or under the default */
  readonly strategy?: Strategy;
}

export interface SceneParts {
  readonly tables: readonly Cast[];
  readonly policy?: Partial<Policy>;
  readonly source?: Partial<Omit<DesiredSource, "tables">>;
}

type Ports = Partial<Pick<ApplyInput, "approved" | "covers" | "maxWaitMs" | "poll" | "replan" | "stop" | "wait">> & {
  readonly troubles?: readonly Trouble[];
  readonly kill?: Kill;
};

/** The real planner over a fake warehouse: what was planned at first stays approved, whatever happens. */
export class Scene {
  readonly clock: VirtualClock = virtualClock();
  readonly warehouse: FakeWarehouse;
  readonly journal = new FakeJournal();
  readonly events: ProgressEvent[] = [];
  readonly tables: readonly FakeTable[];
  readonly approved: readonly Item[];
  board: Switchboard = switchboard();
  #declared: readonly DesiredTable[];
  readonly #parts: SceneParts;

  constructor(parts: SceneParts, { webhook = false, failed = false } = {}) {
    this.#parts = parts;
    this.tables = parts.tables.map((cast, index) => new FakeTable(`schema-${index}`, nameOf(cast, index), cast.before));
    this.warehouse = new FakeWarehouse(this.clock, this.tables);
    this.warehouse.webhook.exists = webhook;
    if (failed) for (const table of this.tables) table.fail(this.clock.now());
    this.#declared = parts.tables.map((cast, index) => aDesiredTable(cast.declared, { name: nameOf(cast, index) }));
    this.#declared = this.#declared.map((table, index) => this.#consented(table, parts.tables[index]?.strategy));
    this.approved = this.plan();
  }

  /** The one table of a scene that has one. */
  get table(): FakeTable {
    return this.warehouse.table("schema-0");
  }

  /** @param assumed  taken as owed, although the journal does not say so */
  plan(...assumed: readonly Owed[]): readonly Item[] {
    return this.#planUpon(this.#live(), assumed);
  }

  /** Plans upon a look, whatever became of the table since. */
  replan: ApplyInput["replan"] = async ({ schema_id }, table, assumed) => {
    const live = this.#live((now) => (now.id === table?.id ? table : now));
    return ok(
      this.#planUpon(live, assumed === undefined ? [] : [assumed]).find((item) => item.schema_id === schema_id),
    );
  };

  #planUpon(live: LiveState, assumed: readonly Owed[]): readonly Item[] {
    const { source = {}, policy = {} } = this.#parts;
    const desired = aDesiredState(this.#declared, { ...source, policy });
    return planOf({ desired, live, journal: [...this.journal.owed(), ...assumed] }).items;
  }

  /** Declares a table anew, as a later commit would. */
  declare(name: string, settings: DeclaredSettings): void {
    this.#declared = this.#declared.map((table) => (table.name === name ? { ...table, settings, consent: [] } : table));
  }

  /** Consents to what is planned now, each under its default. */
  consent(): void {
    this.#declared = this.#declared.map((table) => this.#consented(table, undefined));
  }

  /** Plans what is declared and owed now, consents to it, and applies that plan. */
  async agree(consent?: DesiredTable["consent"], troubles: readonly Trouble[] = []): Promise<readonly ItemOutcome[]> {
    this.#declared = this.#declared.map((table) =>
      consent ? { ...table, consent } : this.#consented(table, undefined),
    );
    return this.apply({ approved: this.plan(), troubles });
  }

  async apply({ troubles, kill, ...ports }: Ports = {}): Promise<readonly ItemOutcome[]> {
    this.board = switchboard(troubles, kill);
    this.warehouse.board = this.board;
    this.journal.board = this.board;
    return apply({
      approved: this.approved,
      replan: this.replan,
      covers,
      warehouse: this.warehouse,
      journal: this.journal,
      clock: this.clock,
      limits: { requests: () => this.board.calls(), msFor: () => 0 },
      progress: (event) => this.events.push(event),
      stop: { requested: false },
      wait: true,
      ...ports,
    });
  }

  #consented(table: DesiredTable, strategy: Strategy | undefined): DesiredTable {
    const { source = {}, policy = {} } = this.#parts;
    const chosen = strategy === undefined || strategy === "enable" ? {} : { may_invalidate: strategy };
    const desired = aDesiredState([table], { ...source, policy: { ...policy, ...chosen } });
    const { items } = planOf({ desired, live: this.#live(), journal: this.journal.owed() });
    const consent = items.map(({ id }) => ({ id, reason: "agreed", at: table.at, ...(strategy ? { strategy } : {}) }));
    return { ...table, consent };
  }

  #live(seen = (now: LiveTable): LiveTable => now): LiveState {
    const { cdc } = this.warehouse;
    return aLiveState(
      this.tables.map(({ id }) => seen(this.warehouse.look(id))),
      {
        source: {
          cdc: { enabled: cdc, prerequisites: read([]) },
          webhook: read(this.warehouse.webhookNow()),
        },
      },
    );
  }
}

const nameOf = ({ name }: Cast, index: number): string => name ?? `public.table_${index}`;

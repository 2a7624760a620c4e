import { describe, it } from "vitest";
import { aTeam, consentsShown, expectApplied, expectGreen, expectRed, expectRefused, planned } from "./team.js";
import type { Team } from "./team.js";

/** Names of such a length that no comment can hold the wipes of so few tables. */
const NAMES = Array.from({ length: 32 }, (_, index) => `public.${"_".repeat(380)}${index}`);
const [FIRST = ""] = NAMES;

const declaring = (entry: (name: string) => object) => ({
  source: { source_type: "Postgres", prefix: "shop_" },
  tables: Object.fromEntries(NAMES.map((name) => [name, entry(name)])),
});
const STAMP = { incremental_field: "updated_at", incremental_field_type: "timestamp" };
const ID = { incremental_field: "id", incremental_field_type: "integer" };
const NOW = declaring(() => STAMP);
/** One table can be applied as it stands: of a plan that nothing can come of nobody wants a review. */
const ALL = declaring((name) => (name === FIRST ? { ...STAMP, sync_frequency: "1hour" } : ID));

const team = (): Promise<Team> => aTeam({}, NOW, { names: NAMES });

describe("a plan whose dangers no comment can hold", () => {
  it("is refused, before the merge and after it; reverted and brought in parts it is applied", async () => {
    const crew = await team();
    const pull = crew.open("all", "ada", crew.declaring(ALL));
    const plan = await crew.plan(pull);
    crew.approve(pull, "ben");

    expectRefused(crew, plan, "too-large-to-review", /split the pull request/);
    await expectRed(crew, pull, "too-large-to-review", /fewer\s+dangerous\s+tables/);
    expectRefused(crew, await crew.land(pull), "too-large-to-review", /revert it, and bring the change again/);

    const revert = await crew.propose("revert", crew.declaring(NOW));
    await expectGreen(crew, revert);
    expectApplied(await crew.land(revert));
    const one = (consent: object) =>
      crew.declaring(declaring((name) => (name === FIRST ? { ...ID, ...consent } : STAMP)));
    const part = await crew.propose("part", one({}));
    crew.push(part, "ada", one({ consent: consentsShown(crew, part) }));
    await planned(crew, part);
    crew.approve(part, "ben");
    await expectGreen(crew, part);
    expectApplied(await crew.land(part));
  });
});

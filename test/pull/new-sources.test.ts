import { describe, expect, it } from "vitest";
import { sourcesNamed } from "../../src/pull/new-sources.js";
import { traitsToAsk } from "../../src/pull/traits-to-ask.js";
import { aSource, aTable, SERVER } from "../support/change.js";
import { aLiveState } from "../support/planned.js";

const source = (digit: number, source_type = "Stripe") =>
  aSource({
    id: `0199c0de-0000-7000-8000-00000000000${digit}`,
    source_type,
    prefix: "",
    tables: [aTable({ id: `0199feed-0000-7000-8000-00000000000${digit}`, name: "charges" })],
  });
const ALL = [source(1), source(2), source(3, "Hubspot")];
const only = (wanted: string) => (key: string) => key === wanted;

describe("sources without a file", () => {
  it.each([
    { wanted: "hubspot", read: [3] },
    { wanted: "stripe", read: [1, 2] },
    { wanted: "stripe-2", read: [1, 2] },
    { wanted: "stripe-7", read: [] },
  ])("are read where $wanted may become their name", ({ wanted, read }) => {
    const ids = sourcesNamed(ALL, [], only(wanted)).map(({ id }) => Number(id.at(-1)));

    expect(ids).toEqual(read);
  });

  it("are asked for their traits only where they are meant", () => {
    const live = aLiveState([], { sources: ALL, server: { ...SERVER, row_filters: true } });
    const asked = traitsToAsk({ live, existing: [], isSource: only("stripe-2"), isTable: () => true });

    expect(asked.map(({ source_id }) => source_id)).toEqual([ALL[1]?.id]);
  });
});

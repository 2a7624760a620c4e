import * as fc from "fast-check";
import { anyHistory } from "./any-history.js";
import { CONFIGURATIONS } from "./configuration.js";
import { BETWEENS, HOWS, type Interruption } from "./cut.js";
import type { Case } from "./run-case.js";

/** Any pair of configurations, switched on or off on either side, in any history, answered by any strategy or by none. */
export const anyCase: fc.Arbitrary<Case> = fc
  .record({
    from: fc.constantFrom(...CONFIGURATIONS),
    to: fc.constantFrom(...CONFIGURATIONS),
    wasOn: fc.boolean(),
    isOn: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    strategy: fc.constantFrom(undefined, undefined, "keep" as const, "resync" as const, "rebuild" as const),
    history: anyHistory,
  })
  .map(({ strategy, ...rest }) => (strategy === undefined ? rest : { ...rest, strategy }));

/** A run that begins just before the patch is saved, of a change that keeps rows or deletes them first. */
export const anyOverlap: fc.Arbitrary<Case> = fc
  .tuple(anyCase, fc.constantFrom("keep" as const, "rebuild" as const))
  .map(([one, strategy]) => ({
    ...one,
    wasOn: true,
    isOn: true,
    strategy,
    history: { ...one.history, during: [...one.history.during, { kind: "begin" }] },
  }));

export const anyInterruption: fc.Arbitrary<Interruption> = fc.record({
  write: fc.nat({ max: 3 }),
  how: fc.constantFrom(...HOWS),
  between: fc.constantFrom(...BETWEENS),
});

import * as fc from "fast-check";

// What fails fails again, and what passes proves the same as yesterday.
fc.configureGlobal({ seed: 1122 });

export { fc };
export const { assert } = fc;

import type { Effect } from "./state.js";
import type { World } from "./world.js";

/** Notes what a request made the server do to something that no GET shows. */
export function log(world: World, effect: Effect): void {
  world.effects.push(effect);
}

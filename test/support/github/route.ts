import type { Facts } from "./complete.js";
import type { World } from "./world.js";

/** A request whose form is right. */
export interface Asked {
  /** of the path, decoded */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Facts;
  /** GitHub's own address */
  readonly url: string;
}

export type Reply =
  | { readonly kind: "one"; readonly status: 200 | 201; readonly facts: unknown }
  /** cut into pages later; `under`: GitHub wraps this listing and counts it */
  | { readonly kind: "list"; readonly items: readonly Facts[]; readonly under?: string; readonly cursor?: true }
  | { readonly kind: "redirect"; readonly to: string };

export type Route = (world: World, asked: Asked) => Reply;

export const one = (facts: unknown): Reply => ({ kind: "one", status: 200, facts });
export const created = (facts: unknown): Reply => ({ kind: "one", status: 201, facts });
export const list = (items: readonly Facts[], under?: string): Reply => ({
  kind: "list",
  items,
  ...(under === undefined ? {} : { under }),
});

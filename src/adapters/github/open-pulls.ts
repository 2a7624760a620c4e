import type { Known } from "../../model/github/known.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";

export interface OpenPulls {
  readonly pulls: readonly { readonly number: number; readonly head: string }[];
  /** whether these are all that are open */
  readonly complete: boolean;
}

/** Open pull requests into a branch from branches of the same repository, those that were changed last first. */
export const readOpenPulls = (client: Client, base: string): Promise<Known<OpenPulls>> =>
  client.ask(async ({ request }) => {
    const order = { sort: "updated", direction: "desc" } as const;
    const asked = { ...client.repo, state: "open" as const, base, per_page: PAGE, ...order };
    const { data } = await request("GET /repos/{owner}/{repo}/pulls", asked);
    const own = data.filter(({ head, base: { repo } }) => {
      // The description says a head always has a repository; that of a deleted fork is null.
      const from: { readonly id: number } | null = head.repo;
      return from?.id === repo.id;
    });
    return {
      pulls: own.map(({ number, head }) => ({ number, head: head.sha })),
      complete: data.length < PAGE,
    };
  });

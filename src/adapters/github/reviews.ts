import type { Known } from "../../model/github/known.js";
import type { Account, Permission, Review } from "../../model/github/pull-request.js";
import { accountOf } from "./account.js";
import { PAGE } from "./client.js";
import type { Client } from "./client.js";
import { hasStatus } from "./failed-call.js";
import { incomplete, mapKnown } from "./known.js";

const STATES: readonly Review["state"][] = ["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"];

/** All reviews of a pull request. One that was never submitted has no time and is left out. */
export const readReviews = async (client: Client, pull: number): Promise<Known<readonly Review[]>> =>
  mapKnown(
    await client.ask(({ paginate }) =>
      paginate("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
        ...client.repo,
        pull_number: pull,
        per_page: PAGE,
      }),
    ),
    (reviews) =>
      reviews.flatMap(({ id, user, state: told, submitted_at: at, commit_id: commit }) => {
        const state = STATES.find((known) => known === told);
        return state === undefined || at === undefined
          ? []
          : [{ id, author: accountOf(user), state, at: Date.parse(at), commit }];
      }),
  );

const PERMISSIONS: readonly Permission[] = ["admin", "write", "read", "none"];

/** Of every person who approved or asked for changes, by account id. A bot's opinion never counts, whatever it may do. */
export async function readPermissions(
  client: Client,
  reviews: readonly Review[],
): Promise<ReadonlyMap<number, Known<Permission>>> {
  const people = new Map(
    reviews
      .filter(({ state }) => state === "APPROVED" || state === "CHANGES_REQUESTED")
      .flatMap(({ author }) => (author?.type === "User" ? [[author.id, author] as const] : [])),
  );
  const read = [...people.values()].map(async (person) => [person.id, await permissionOf(client, person)] as const);
  return new Map(await Promise.all(read));
}

async function permissionOf(client: Client, { id, login }: Account): Promise<Known<Permission>> {
  const answer = await client.ask(async ({ request }) => {
    const asked = { ...client.repo, username: login };
    try {
      return (await request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", asked)).data;
    } catch (error) {
      if (hasStatus(error, 404)) return null;
      throw error;
    }
  });
  if (!answer.known) return answer;
  const permission = PERMISSIONS.find((one) => one === answer.value?.permission);
  // Asked by login, which nobody may bear any more, or somebody else by now.
  if (permission !== undefined && answer.value?.user?.id === id) return { known: true, value: permission };
  return incomplete(`GET /repos/${client.repo.owner}/${client.repo.repo}/collaborators/${login}/permission`);
}

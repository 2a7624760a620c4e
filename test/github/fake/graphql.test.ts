import { expect, it } from "vitest";
import { scene, sha } from "./scene.js";

const asked = (fields: string): object => ({
  query: `query ($owner: String!, $name: String!, $number: Int!) {
    repository(owner: $owner, name: $name) { pullRequest(number: $number) { ${fields} } }
  }`,
  variables: { owner: "acme", name: "shop", number: 1 },
});

const told = (pullRequest: object): object => ({ status: 200, body: { data: { repository: { pullRequest } } } });

it("tells what it holds of the reviews", async () => {
  const { gh, ask } = await scene();
  gh.review(1, { by: "ben", state: "CHANGES_REQUESTED" });
  gh.review(1, { by: "ben", state: "APPROVED" });
  gh.review(1, { by: "eve", state: "APPROVED" });
  gh.decide(1, "REVIEW_REQUIRED");
  const fields = `reviewDecision latestOpinionatedReviews(first: 100, writersOnly: true) {
    nodes { state author { login } authorCanPushToRepository submittedAt commit { oid } onBehalfOf(first: 1) { totalCount } }
    pageInfo { hasNextPage }
  }`;
  expect(await ask("POST", "/graphql", asked(fields))).toMatchObject(
    told({
      reviewDecision: "REVIEW_REQUIRED",
      latestOpinionatedReviews: {
        nodes: [{ state: "APPROVED", author: { login: "ben" }, commit: { oid: sha("1") } }],
        pageInfo: { hasNextPage: false },
      },
    }),
  );
});

const events = (after: string): object =>
  asked(`timelineItems(first: 1, ${after} itemTypes: [BASE_REF_CHANGED_EVENT]) {
    nodes { ... on BaseRefChangedEvent { createdAt currentRefName } } pageInfo { hasNextPage endCursor }
  }`);

it("tells when the base was changed, a page at a time", async () => {
  const { gh, ask } = await scene();
  gh.setBase(1, "release", "ada");
  gh.push("orders", sha("2"), "ada", "forced");
  gh.setBase(1, "main", "ada");
  const first = await ask("POST", "/graphql", events(""));
  expect(first).toMatchObject(
    told({
      timelineItems: { nodes: [{ currentRefName: "release" }], pageInfo: { hasNextPage: true, endCursor: "1" } },
    }),
  );
  expect(await ask("POST", "/graphql", events('after: "1",'))).toMatchObject(
    told({ timelineItems: { nodes: [{ currentRefName: "main" }], pageInfo: { hasNextPage: false } } }),
  );
});

it("tells when GitHub chose another base", async () => {
  const { gh, ask } = await scene();
  gh.setBase(1, "release", "ada", "automatic");
  const fields = `timelineItems(first: 5, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
    nodes { ... on AutomaticBaseChangeSucceededEvent { createdAt newBase } }
  }`;
  expect(await ask("POST", "/graphql", asked(fields))).toMatchObject(
    told({ timelineItems: { nodes: [{ newBase: "release" }] } }),
  );
});

it("tells who edited a comment, and shows a bot without its suffix", async () => {
  const { gh, ask } = await scene();
  const id = gh.comment(1, { by: "github-actions[bot]", body: "plan" });
  gh.editComment(id, { by: "ada", body: "all safe" });
  const fields = `comments(last: 1) { nodes {
    databaseId author { login __typename } editor { login } lastEditedAt userContentEdits(first: 5) { totalCount }
  } }`;
  expect(await ask("POST", "/graphql", asked(fields))).toMatchObject(
    told({
      comments: {
        nodes: [
          {
            databaseId: id,
            author: { login: "github-actions", __typename: "Bot" },
            editor: { login: "ada" },
            userContentEdits: { totalCount: 1 },
          },
        ],
      },
    }),
  );
});

it.each([
  ["that GitHub does not know", "mood", /Cannot query field "mood"/],
  ["that is not played", "additions", /does not play PullRequest\.additions/],
])("takes no field %s", async (_, field, message) => {
  const { gh, ask } = await scene();
  expect((await ask("POST", "/graphql", asked(field))).status).toBe(400);
  expect(gh.takeBreaches()).toEqual([expect.stringMatching(message)]);
});

it("says no with 200", async () => {
  const { gh, ask } = await scene();
  gh.forbid("graphql");
  expect(await ask("POST", "/graphql", asked("number"))).toMatchObject({
    status: 200,
    body: { errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }] },
  });
  gh.allow("graphql");
  const missing = { ...asked("number"), variables: { owner: "acme", name: "shop", number: 99 } };
  expect(await ask("POST", "/graphql", missing)).toMatchObject({
    status: 200,
    body: { data: { repository: { pullRequest: null } }, errors: [{ type: "NOT_FOUND" }] },
  });
});

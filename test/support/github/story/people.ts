import { editComment } from "../routes/threads.js";
import { person, pullOf } from "../world.js";
import type { Comment, Person, Pull, Review, Role, Rule, World } from "../world.js";

export interface PeopleStory {
  /** introduces somebody, or gives him another role */
  person(login: string, role: Role, type?: Person["type"]): Person;
  deleteAccount(login: string): void;
  /** @returns its id; on the head unless told */
  review(
    pull: number,
    review: { readonly by: string; readonly state: Review["state"]; readonly commit?: string | null },
  ): number;
  dismiss(review: number, by: string): void;
  /** @returns its id */
  comment(number: number, comment: { readonly by: string; readonly body: string }): number;
  editComment(id: number, edit: { readonly by: string; readonly body: string }): void;
  deleteComment(id: number): void;
  /** as GitHub holds them; the last comment is the newest */
  commentsOn(number: number): readonly Comment[];
  /** active rules of a branch, of all levels */
  setRules(branch: string, rules: readonly Rule[]): void;
  /** what GitHub holds of the reviews under the rules */
  decide(pull: number, decision: Pull["decision"]): void;
  disableIssues(): void;
}

export function peopleStory(world: World): PeopleStory {
  const commentOf = (id: number): Comment => {
    const found = world.comments.find((it) => it.id === id);
    if (found === undefined) throw new Error(`no comment ${id}`);
    return found;
  };
  return {
    person(login, role, type = "User") {
      const known = world.people.get(login);
      if (known !== undefined) known.role = role;
      const it = known ?? { id: world.nextId(), login, type, role, deleted: false };
      world.people.set(login, it);
      return it;
    },
    deleteAccount(login) {
      person(world, login).deleted = true;
    },
    review(pull, { by, state, commit = pullOf(world, pull).head.sha }) {
      const author = person(world, by);
      const id = world.nextId();
      world.reviews.push({ id, pull, author, state, at: world.now(), commit, body: "", suggestions: [] });
      return id;
    },
    dismiss(id, by) {
      const review = world.reviews.find((it) => it.id === id);
      if (review === undefined) throw new Error(`no review ${id}`);
      review.state = "DISMISSED";
      const { events } = pullOf(world, review.pull);
      events.push({ kind: "ReviewDismissedEvent", at: world.now(), by: person(world, by), facts: {} });
    },
    comment(number, { by, body }) {
      const at = world.now();
      const id = world.nextId();
      const author = person(world, by);
      world.comments.push({ id, thread: number, author, body, created: at, updated: at, edits: [] });
      return id;
    },
    editComment(id, { by, body }) {
      editComment(world, commentOf(id), body, person(world, by));
    },
    deleteComment(id) {
      world.comments = world.comments.filter((it) => it !== commentOf(id));
    },
    commentsOn: (number) => world.comments.filter(({ thread }) => thread === number),
    setRules: (branch, rules) => void world.rules.set(branch, [...rules]),
    decide(pull, decision) {
      pullOf(world, pull).decision = decision;
    },
    disableIssues() {
      world.issuesDisabled = true;
    },
  };
}

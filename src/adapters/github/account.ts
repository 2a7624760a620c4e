import type { Account } from "../../model/github/pull-request.js";

/** null: the account was deleted. */
export const accountOf = (
  user: { readonly id: number; readonly login: string; readonly type: string } | null | undefined,
): Account | null => (user === null || user === undefined ? null : { id: user.id, login: user.login, type: user.type });

/** GITHUB_TOKEN acts as this account in every workflow. Compared by its id: a login can be taken by anybody. */
export const ACTIONS_ID = 41_898_282;
/** For listings that take no id. */
export const ACTIONS_LOGIN = "github-actions[bot]";
/** The app behind that account, whose check runs ours are. */
export const ACTIONS_APP_ID = 15_368;

import { ApiError } from "./errors.js";
import type { Handler } from "./handler.js";

/** A call that the server has and the sandbox does not. It answers so that nobody takes the silence for the server's. */
export const notEmulated: Handler = ({ method, url }) => {
  throw new ApiError({ status: 501, body: { error: `The sandbox does not emulate ${method} ${url.pathname}` } });
};

import { requireSource } from "../access.js";
import type { Handler } from "../handler.js";
import { page } from "../pagination.js";
import { sourceView } from "../views/source-view.js";
import { sourcesOf } from "./in-project.js";

export const listSources: Handler = (request) =>
  page(request, sourcesOf(request), (source) => sourceView(source, { detail: "trimmed" }));

export const retrieveSource: Handler = (request) => ({
  status: 200,
  body: sourceView(requireSource(request), { detail: "full" }),
});

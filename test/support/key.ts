/** The key that every test document knows. */
export const KEY = "phx_workspace_key";

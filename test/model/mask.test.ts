import { expect, it } from "vitest";
import { masked } from "../../src/model/mask.js";

it.each([
  ["postgres://posthog:s3cr@t-word@db.example:5432/shop refused", "s3cr"],
  ["postgres://posthog:s3cr@t/w#rd?x@db.example/shop refused", "w#rd"],
  ["postgres://posthog:s3cr/w@rd@db.example/shop refused", "w@rd"],
  [`could not open "mysql://u:s3cr"w'rd@db.example/shop"`, "w'rd"],
  ["redshift://u:s3cr w/rd@db.example:5439/shop refused", "w/rd"],
  ["https://s3crWord@git.example/x refused", "s3crWord"],
  ["host=db.example password=s3cr-word user=x", "s3cr-word"],
  ['{"api_key": "s3cr word", "id": 1}', "s3cr word"],
  ["401 for url: https://api.example/v1?limit=3&key=s3cr-word", "s3cr-word"],
  ["header Authorization: Bearer s3cr.word-123", "s3cr"],
  ["header Authorization: Token s3crWord", "s3crWord"],
  ["DefaultEndpointsProtocol=https;AccountKey=s3crWord==", "s3crWord"],
  [String.raw`{'password': "a\"s3crWord"}`, "s3crWord"],
  ["pwd='a''s3crWord' refused", "s3crWord"],
  ["Driver={x};Pwd={a;s3crWord};Port=1", "s3crWord"],
  ["Invalid API Key provided: sk_live_s3crword123", "s3crword"],
  ["phx_s3crWORD123 may not read", "s3crWORD"],
  ["token eyJhbGciOi.eyJzdWIiOi.s3crWord is expired", "s3crWord"],
  ["AKIAIOSFODNN7EXAMPLE cannot list", "IOSFODNN7"],
  ["AQICAHh1c3VhbGx5IGxvbmcgYW5kIGRpZ2l0cw== was refused", "AQICAHh1"],
  ["-----BEGIN RSA PRIVATE KEY-----\ns3crWord\n-----END RSA PRIVATE KEY-----\nis no key", "s3crWord"],
])("leaves no secret in: %s", (error, secret) => {
  expect(masked(error)).not.toContain(secret);
  expect(masked(error)).toContain("***");
});

it.each([
  'column "updated_at" of relation "public_orders_archive_2024_partition_01" does not exist',
  'password authentication failed for user "posthog"',
  "no answer from https://api.example:8443 for bob@shop.example",
  "404 for url https://api.example/people/bob@shop.example",
  "run 019a5a1d-0000-7000-8000-000000000001 failed at 2026-11-22T09:00:00Z",
])("keeps what tells the cause: %s", (error) => {
  expect(masked(error)).toBe(error);
});

it("keeps one line, of a stack trace the last", () => {
  expect(masked("Traceback (most recent call last):\n  File x\nOperationalError: gone\n")).toBe(
    "OperationalError: gone",
  );
  expect(masked(`first\nsecond`)).toBe("first");
  expect(masked("x ".repeat(1000))).toHaveLength(401);
});

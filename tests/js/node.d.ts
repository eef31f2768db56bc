/**
 * As much of Node as the tests use. All of its types (`@types/node`) would also hold for the
 * modules of the page, which run in a browser and have no `process` there.
 */

declare module "node:assert/strict" {
  type Expected = RegExp | (new (...given: never[]) => Error) | object;
  interface Assert {
    ok(value: unknown, message?: string): asserts value;
    equal<T>(actual: unknown, expected: T, message?: string): asserts actual is T;
    notDeepEqual(actual: unknown, expected: unknown, message?: string): void;
    notEqual(actual: unknown, expected: unknown, message?: string): void;
    deepEqual<T>(actual: unknown, expected: T, message?: string): asserts actual is T;
    match(text: string, pattern: RegExp, message?: string): void;
    throws(act: () => unknown, expected?: Expected, message?: string): void;
    rejects(act: Promise<unknown> | (() => Promise<unknown>), expected?: Expected, message?: string): Promise<void>;
    fail(message?: string): never;
  }
  const assert: Assert;
  export default assert;
}

declare module "node:test" {
  interface Test {
    mock: {
      method(object: object, name: string, instead: () => unknown): void;
      timers: { enable(options: { apis: string[] }): void; tick(milliseconds: number): void };
    };
  }
  type Act = (t: Test) => void | Promise<void>;
  export function test(name: string, act: Act): void;
  export function before(act: Act): void;
  export function after(act: () => unknown): void;
  export function beforeEach(act: Act): void;
  export function afterEach(act: Act): void;
}

declare module "node:child_process" {
  export function spawn(command: string, options: string[], how: object): {
    stdout: unknown;
    kill(): boolean;
  };
}

declare module "node:readline" {
  export function createInterface(from: { input: unknown }): AsyncIterable<string>;
}

declare module "node:fs/promises" {
  export function readdir(path: URL, options: { recursive: true }): Promise<string[]>;
  export function readFile(path: string | URL, encoding: "utf-8"): Promise<string>;
}

/** Only in modules that Node alone runs; the page has none. */
declare module "node:process" {
  const process: {
    on(event: "warning", listener: (warning: Error) => void): void;
    once(event: "exit", listener: () => void): void;
  };
  export default process;
}

declare module "node:buffer" {
  interface Buffer extends Uint8Array<ArrayBuffer> {
    toString(encoding?: "base64url"): string;
  }
  export const Buffer: { from(content: string | Uint8Array, encoding?: "base64url"): Buffer };
}

declare module "node:zlib" {
  import type { Buffer } from "node:buffer";
  export function deflateRawSync(content: Uint8Array): Buffer;
  export function inflateRawSync(content: Uint8Array): Buffer;
}

/** A database that the tests run on; `targets.cjs` finds them before the first test. */
export interface Target {
  readonly name: string;
  readonly type: "sqlite" | "pglite" | "postgres" | "mysql" | "mariadb";
  readonly dialect: "sqlite" | "postgres" | "mysql";
  readonly version: string;
  readonly displayName: string;
  readonly driver?: string;
  readonly url?: string;
}

/** A database that is not there, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
  readonly isRequired: boolean;
}

export interface Matrix {
  readonly targets: readonly Target[];
  readonly leftOut: readonly LeftOut[];
}

/** The databases of this run, as jest's global set-up found them. */
export function readMatrix(): Matrix {
  return JSON.parse(readVariable("ORMOLU_TEST_MATRIX")) as Matrix;
}

/** The folder of this run, removed at its end. */
export function readSession(): string {
  return readVariable("ORMOLU_TEST_SESSION");
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: these tests run under jest's global set-up`);
  return value;
}

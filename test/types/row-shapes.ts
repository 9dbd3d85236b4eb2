/** What the compiler says of `Insertable`, `Selectable` and `Updatable`. Compiled, never run. */
import type { DeepPartial, Relation } from "../../src/metadata/entity-target";
import type { HasDefault, Insertable, Selectable, Stored, Updatable } from "../../src/metadata/row-shapes";
import type { Repository } from "../../src/orm/manager/entity-manager";
import { In, Like, MoreThan } from "../../src/orm/query/operators";
import type { Alike, Equal, Expect } from "./equal";

enum Role {
  Reader = "reader",
  Writer = "writer",
}

interface Settings {
  readonly theme: string;
}

class Address {
  city!: string;
}

class User {
  id!: HasDefault<number>;
  email!: string;
  name!: string | null;
  nickname?: string;
  role!: HasDefault<Role>;
  createdAt!: HasDefault<Date>;
  deletedAt!: Date | null;
  balance!: bigint;
  photo!: Buffer;
  tags!: string[];
  settings!: Stored<Settings>;
  preferences!: HasDefault<Stored<Settings[]>>;
  extra!: Stored<Settings> | null;
  address!: Stored<Address>;
  anything!: unknown;
  posts!: Relation<Post[]>;
  employer!: Relation<User> | null;
  friends!: Promise<User[]>;
  friend!: Promise<User>;

  rename(name: string): void {
    this.name = name;
  }
}

class Post {
  id!: HasDefault<string>;
  title!: string;
  author!: Relation<User>;
}

interface UserRow {
  id: number;
  email: string;
  name: string | null;
  nickname?: string;
  role: Role;
  createdAt: Date;
  deletedAt: Date | null;
  balance: bigint;
  photo: Buffer;
  tags: string[];
  settings: Settings;
  preferences: Settings[];
  extra: Settings | null;
  address: Address;
  anything: unknown;
}

type Made = "id" | "role" | "createdAt" | "preferences";
type MayBeAbsent = "name" | "nickname" | "deletedAt" | "extra" | "anything";
type Links = { employer?: DeepPartial<User | null>; friend?: DeepPartial<Promise<User>> };
type WholeLinks = { employer?: User | null; friend?: Promise<User> };
type Flat<T> = { [Key in keyof T]: T[Key] };

export type Rows = [
  Expect<Alike<Selectable<User>, UserRow>>,
  Expect<
    Alike<
      Insertable<User>,
      Flat<Omit<UserRow, Made | MayBeAbsent> & Partial<Pick<UserRow, Made | MayBeAbsent>> & Links>
    >
  >,
  Expect<Equal<Updatable<User>, Flat<Partial<UserRow> & WholeLinks>>>,
  Expect<Equal<Insertable<Post>, { title: string; id?: string; author?: DeepPartial<User> }>>,
];

/** A property with a mark is read, written and asked for as one without. */
export async function use(users: Repository<User>, values: Insertable<User>, change: Updatable<User>): Promise<Role[]> {
  await users.insert(values);
  await users.update({ id: 1 }, change);
  const found = await users.find({
    where: [
      { id: In([1, 2]), role: Role.Reader },
      { id: MoreThan(1), email: Like("%@%"), createdAt: MoreThan(new Date()) },
    ],
    select: { id: true, role: true },
    order: { id: "ASC", createdAt: "DESC" },
  });
  const user = users.create({ email: "a", id: 5 });
  user.id = 6;
  user.role = Role.Writer;
  user.settings = { theme: "dark" };
  user.preferences = [];
  const row: Selectable<User> = user;
  return [...found.map(({ role }) => role), row.role];
}

// @ts-expect-error a column without a default must be given
export const incomplete: Insertable<Post> = { id: "1" };
// @ts-expect-error a value is of the property's type
export const wrong: Insertable<Post> = { title: 1 };
// @ts-expect-error methods are no columns
export type NoMethod = Selectable<User>["rename"];
// @ts-expect-error relations may not be loaded
export type NoRelation = Selectable<User>["posts"];

import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Check } from "../../../src/metadata/decorators/check";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { JoinColumn } from "../../../src/metadata/decorators/join-column";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { OneToOne } from "../../../src/metadata/decorators/one-to-one";
import { PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { Unique } from "../../../src/metadata/decorators/unique";
import { DefaultNamingStrategy } from "../../../src/metadata/naming-strategy";

@Entity("tags")
class Tag {
  @PrimaryGeneratedColumn()
  id!: number;
}

@Entity({ name: "users", schema: "app" })
@Unique(["first", "last"])
@Unique("UQ_given", ["last"])
@Check("age > 0")
class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  @Index()
  first!: string;

  @Column()
  last!: string;

  @Column()
  age!: number;

  @OneToOne(() => Tag)
  @JoinColumn()
  tag!: Tag;

  @ManyToMany(() => Tag)
  @JoinTable()
  tags!: Tag[];
}

/** With something private, as a user's own strategy may have. */
class Plural extends DefaultNamingStrategy {
  readonly #end = "s";
  override tableName(targetName: string, given: string | undefined): string {
    return given ?? `${super.tableName(targetName, given)}${this.#end}`;
  }
}

const namingConvention = {
  ix: "ix_%(table_name)s_%(column_0_N_name)s",
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  ck: "ck_%(table_name)s_%(constraint_name)s",
  fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
};

describe("a naming convention of the project", () => {
  const [, user, junction] = buildEntityMetadatas([Tag, User], { namingConvention, namingStrategy: new Plural() });

  it("names what entities leave without a name, and nothing else", () => {
    const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
    expect({
      pk: user!.primaryKeyName,
      uniques: names(user!.uniques),
      indexes: names(user!.indexes),
      checks: names(user!.checks),
      foreignKeys: names(user!.foreignKeys),
    }).toEqual({
      pk: "pk_users",
      uniques: expect.arrayContaining(["UQ_given", "uq_users_first_last", "uq_users_tagId"]) as string[],
      indexes: ["ix_users_first"],
      checks: [expect.stringMatching(/^ck_users_[0-9a-f]{8}$/)],
      foreignKeys: ["fk_users_tagId_tags"],
    });
  });

  it("names the keys of join tables", () => {
    expect([junction!.primaryKeyName, junction!.foreignKeys.map(({ name }) => name)]).toEqual([
      "pk_users_tags_tags",
      ["fk_users_tags_tags_usersId_users", "fk_users_tags_tags_tagsId_tags"],
    ]);
  });

  it("leaves the kinds that it does not name to the strategy", () => {
    const [tag] = buildEntityMetadatas([Tag], { namingConvention: { ix: "x" } });
    expect(tag!.primaryKeyName).toMatch(/^PK_[0-9a-f]{27}$/);
  });
});

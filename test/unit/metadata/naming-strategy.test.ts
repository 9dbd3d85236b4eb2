import { DefaultNamingStrategy } from "../../../src/metadata/naming-strategy";
import { SnakeNamingStrategy } from "../../../src/metadata/snake-naming-strategy";

type Method = Exclude<keyof DefaultNamingStrategy, "nestedSetColumnNames" | "materializedPathColumnName">;

/** What TypeORM 1.1.1 answers. */
const EXPECTED: readonly (readonly [Method, readonly unknown[], string])[] = [
  ["tableName", ["User", undefined], "user"],
  ["tableName", ["UserProfile", undefined], "user_profile"],
  ["tableName", ["HTTPServer", undefined], "http_server"],
  ["tableName", ["ABCd", undefined], "ab_cd"],
  ["tableName", ["IOError9X", undefined], "io_error9_x"],
  ["tableName", ["Élan", undefined], "élan"],
  ["tableName", ["User", "People"], "People"],
  ["closureJunctionTableName", ["category"], "category_closure"],
  ["columnName", ["eMail", "", []], "eMail"],
  ["columnName", ["eMail", "mail", []], "mail"],
  ["columnName", ["firstName", "", ["home", "Address_x"]], "homeAddressXFirstname"],
  ["columnName", ["x", "Custom Name", ["p"]], "pCustom Name"],
  ["columnName", ["über_Maß", "", ["pre"]], "preüBer_maß"],
  ["relationName", ["ownedPosts"], "ownedPosts"],
  ["primaryKeyName", ["user", ["b", "a"]], "PK_556fa8fe9b7850e51becdad9764"],
  ["primaryKeyName", ["public.user", ["a", "b"]], "PK_556fa8fe9b7850e51becdad9764"],
  ["primaryKeyName", [{ name: "blog.post" }, ["id"]], "PK_be5fda3aac270b134ff9c21cdee"],
  ["primaryKeyName", ["user", []], "PK_a8b8d77a3ac3f65a1ce7d2d8cc4"],
  ["uniqueConstraintName", ["user", ["email"]], "UQ_e12875dfb3b1d92d7d7c5377e22"],
  ["uniqueConstraintName", ["My Table", ["b", "a"]], "UQ_c0f527f3ddd6b11350cd77b99c9"],
  ["relationConstraintName", ["profile", ["userId"]], "REL_a24972ebd73b106250713dcddd"],
  ["relationConstraintName", ["profile", ["userId"], '"deletedAt" IS NULL'], "REL_147c4176d8a596e25b1c561889"],
  ["defaultConstraintName", ["user", "createdAt"], "DF_e11e649824a45d8ed01d597fd93"],
  ["foreignKeyName", ["post", ["authorId"], "user", ["id"]], "FK_c6fb082a3114f35d0cc27c518e0"],
  ["foreignKeyName", ["post", ["b", "a"], "blog.user", ["x", "y"]], "FK_8bb7606cfcb2fb38c74bb8ad49f"],
  ["indexName", ["user", ["lastName", "firstName"]], "IDX_c322cd2084cd4b1b2813a90032"],
  ["indexName", ["user", ["email"], "active = true"], "IDX_00fb39972de6a34d385bfd74ff"],
  ["indexName", ["user", ["email"], ""], "IDX_e12875dfb3b1d92d7d7c5377e2"],
  ["indexName", ['t"x', ["ü", "Z", "a"]], "IDX_6df91c8bca4d34f34364fea1ee"],
  ["checkConstraintName", ["product", "price > 0"], "CHK_6c571d934f6ad8133a76b86ef1"],
  ["checkConstraintName", ["product", "role", true], "CHK_81af8bd0afbc3a55f41c78f3ac_ENUM"],
  ["exclusionConstraintName", ["booking", "USING gist (room WITH =)"], "XCL_9d11d70f6e87ee07093d61667a"],
  ["joinColumnName", ["author", "id"], "authorId"],
  ["joinColumnName", ["HTTPServer", "uuid_x"], "hTTPServerUuidX"],
  ["joinColumnName", ["__x", "id"], "_xId"],
  ["joinTableName", ["post", "tag", "tags", "posts"], "post_tags_tag"],
  ["joinTableName", ["userProfile", "blog_post", "my.liked.posts", ""], "user_profile_my_liked_posts_blog_post"],
  ["joinTableColumnDuplicationPrefix", ["userId", 2], "userId_2"],
  ["joinTableColumnName", ["user_profile", "id"], "userProfileId"],
  ["joinTableColumnName", ["post", "id", "post_id"], "postPostId"],
  ["joinTableInverseColumnName", ["my_tags", "name"], "myTagsName"],
  ["joinTableInverseColumnName", ["user-group x", "id", "ID"], "userGroupXID"],
  ["prefixTableName", ["app_", "user"], "app_user"],
];

function call(strategy: DefaultNamingStrategy, method: Method, given: readonly unknown[]): string {
  const implementation = strategy[method] as (...given: unknown[]) => string;
  return implementation.apply(strategy, [...given]);
}

describe("DefaultNamingStrategy", () => {
  it.each(EXPECTED)("%s%j is %j", (method, given, expected) => {
    expect(call(new DefaultNamingStrategy(), method, given)).toBe(expected);
  });

  it("names the columns of trees", () => {
    const { materializedPathColumnName, nestedSetColumnNames } = new DefaultNamingStrategy();
    expect({ materializedPathColumnName, nestedSetColumnNames }).toEqual({
      materializedPathColumnName: "mpath",
      nestedSetColumnNames: { left: "nsleft", right: "nsright" },
    });
  });
});

describe("SnakeNamingStrategy", () => {
  const strategy = new SnakeNamingStrategy();

  it("writes columns and join columns in snake_case and leaves given names alone", () => {
    expect([
      strategy.tableName("UserProfile", undefined),
      strategy.columnName("createdAt", undefined, []),
      strategy.columnName("createdAt", "CreatedAt", []),
      strategy.columnName("zipCode", undefined, ["homeAddress"]),
      strategy.joinColumnName("bestFriend", "id"),
      strategy.joinTableColumnName("userProfile", "id"),
      strategy.joinTableInverseColumnName("tag", "tagName"),
    ]).toEqual([
      "user_profile",
      "created_at",
      "CreatedAt",
      "home_address_zip_code",
      "best_friend_id",
      "user_profile_id",
      "tag_tag_name",
    ]);
  });
});

import {
  assertRevisionId,
  checksumOf,
  createRevisionId,
  formatCreateDate,
  formatFileName,
  slugOf,
} from "../../../src/revisions/revision-file";

const createDate = new Date("2026-11-20T18:27:33.000Z");
const name = (template?: string, message = "Add email to users!") =>
  formatFileName({ revision: "3f2a9c1d7b4e", message, createDate, ...(template === undefined ? {} : { template }) });

describe("formatFileName", () => {
  it.each([
    [undefined, "3f2a9c1d7b4e_add_email_to_users"],
    [
      "%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d%(second).2d-%(rev)s_%(slug)s",
      "2026_11_20_182733-3f2a9c1d7b4e_add_email_to_users",
    ],
    ["%(year)d/%(month)02d/%(epoch)s_%(rev)s", "2026/11/1795199253_3f2a9c1d7b4e"],
  ])("fills the tokens of %s", (template, expected) => {
    expect(name(template)).toBe(expected);
  });

  it("leaves no loose end where the message is empty", () => {
    expect(name(undefined, "")).toBe("3f2a9c1d7b4e");
  });

  it("uses the time zone for date tokens", () => {
    expect(
      formatFileName({
        revision: "r",
        message: "",
        createDate,
        template: "%(day).2d_%(hour).2d",
        timezone: "Asia/Tokyo",
      }),
    ).toBe("21_03");
  });

  it.each(["../%(rev)s", "/%(rev)s", "a//%(rev)s", "%(nothing)s", "%(rev)s\\x", ""])(
    "refuses the template %j",
    (template) => {
      expect(() => name(template)).toThrow(expect.objectContaining({ code: "CONFIG.INVALID" }));
    },
  );
});

describe("slugOf", () => {
  it.each([
    ["Add e-mail; DROP TABLE users", "add_e_mail_drop_table_users"],
    ["größe ändern", "größe_ändern"],
    ["a word boundary is where a long message gets cut off", "a_word_boundary_is_where_a_long_message"],
    ["x".repeat(60), "x".repeat(40)],
  ])("%s", (message, slug) => {
    expect(slugOf(message)).toBe(slug);
  });
});

describe("revision ids and dates", () => {
  it("makes twelve hexadecimal digits of the given randomness", () => {
    expect(createRevisionId((bytes) => new Uint8Array(bytes).fill(0xa5))).toBe("a5a5a5a5a5a5");
  });

  it.each(["head", "a-1", "a b", "a@b", "", "x".repeat(33), "a/b", "a'b"])("refuses the id %j", (id) => {
    expect(() => assertRevisionId(id)).toThrow(expect.objectContaining({ code: "REVISION.INVALID_ID" }));
  });

  it("has the same checksum for Unix and Windows line ends, and another for other text", () => {
    expect(checksumOf("a\r\nb\n")).toBe(checksumOf("\uFEFFa\nb\n"));
    expect(checksumOf("a\nb")).not.toBe(checksumOf("a\nb\n"));
  });

  it("spells dates with the offset of the time zone", () => {
    expect(
      [undefined, "UTC", "Asia/Kolkata", "America/New_York"].map((timezone) => formatCreateDate(createDate, timezone)),
    ).toEqual([
      "2026-11-20T18:27:33.000Z",
      "2026-11-20T18:27:33.000Z",
      "2026-11-20T23:57:33.000+05:30",
      "2026-11-20T13:27:33.000-05:00",
    ]);
  });
});

import { parseEvent, writeEvent } from "../../../../src/dialects/mysql/event-text";

const canonical = (definition: string): string | undefined => {
  const event = parseEvent(definition);
  return event && writeEvent(event);
};

describe("the text of an event", () => {
  it.each([
    ["on schedule every 1 day do select 1", "ON SCHEDULE EVERY 1 DAY\nON COMPLETION NOT PRESERVE ENABLE\nDO select 1"],
    [
      "ON SCHEDULE EVERY '2' hour STARTS TIMESTAMP'2030-01-01' ENDS ('2031-01-01 10:00') ON COMPLETION PRESERVE DISABLE ON REPLICA COMMENT \"it's\" DO BEGIN DO 1; END;",
      "ON SCHEDULE EVERY 2 HOUR STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 10:00:00'\nON COMPLETION PRESERVE DISABLE ON SLAVE\nCOMMENT 'it''s'\nDO BEGIN DO 1; END",
    ],
    [
      "ON SCHEDULE AT now() + interval 1 day DO DO 1",
      "ON SCHEDULE AT now() + interval 1 day\nON COMPLETION NOT PRESERVE ENABLE\nDO DO 1",
    ],
    [
      "ON SCHEDULE EVERY '1:30' MINUTE_SECOND DO DO 1",
      "ON SCHEDULE EVERY '1:30' MINUTE_SECOND\nON COMPLETION NOT PRESERVE ENABLE\nDO DO 1",
    ],
  ])("has one spelling: %j", (definition, expected) => {
    expect(canonical(definition)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });

  it.each(["EVERY 1 DAY DO DO 1", "ON SCHEDULE EVERY 1 DAY ON COMPLETION KEEP DO DO 1", "ON SCHEDULE EVERY 1 DAY"])(
    "is left as it is where it is none: %j",
    (text) => {
      expect(canonical(text)).toBeUndefined();
    },
  );
});

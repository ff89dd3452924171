"""S01 to S16 of the failoverbench catalogue, with its own pass conditions."""

import json
import time

import hostile
from exchange import DONE, STOP, USAGE, event
from world import (LIMIT, LONG, TOKENS, WHOLE, World, expect, first, gaps, limited, overloaded, scenario, status, whole,
                   within)


@scenario
def S01(program):
    """429 with Retry-After: 2 once: waited for, then asked again."""
    world = World(program, first(1, status("429 Too Many Requests", "rate_limit", "Retry-After: 2\r\n")))
    world.ask().expect_whole("small")
    expect(len(world.primary.requests) == 2 and gaps(world.primary)[0] >= 1.8, f"a gap of 1.8 s: {gaps(world.primary)}")
    expect(within(world.primary, 1.5) <= 2, "at most 2 requests in 1.5 s")


@scenario
def S02(program):
    """429 for ever: a few tries, then the fallback."""
    world = World(program, limited)
    world.ask().expect_whole("large")
    expect(within(world.primary, 3) <= 4 and len(world.primary.requests) <= 6, "at most 4 requests in 3 s, 6 in all")


@scenario
def S03(program):
    """500 once: the same server again."""
    world = World(program, first(1, status("500 Internal Server Error", "server_error")))
    world.ask().expect_whole("small")
    expect(len(world.backup.requests) == 0, "no request to the fallback")


@scenario
def S04(program):
    """503 for ever: at most 6 tries, then the fallback."""
    world = World(program, overloaded)
    world.ask().expect_whole("large")
    expect(len(world.primary.requests) <= 6, "at most 6 requests")


@scenario
def S05(program):
    """The connection is reset before the head."""
    world = World(program, hostile.BEHAVIOURS["reset-at-once"])
    world.ask().expect_whole("large")
    again = World(program, first(1, hostile.BEHAVIOURS["reset-at-once"]))
    again.ask().expect_whole("small")


@scenario
def S06(program):
    """No response at all: one try, the fallback; alone a clear error, both in bounded time."""
    world = World(program, hostile.BEHAVIOURS["mute"])
    limit = [] if LONG else ["--first-token-timeout", LIMIT]
    run = world.ask(*limit).expect_whole("large")
    expect(run.seconds <= 100 and len(world.primary.requests) == 1, "100 s and one request")
    run = world.ask(*limit, fallback=False)
    expect(run.status == 1 and not run.records and "no first word" in run.errors and run.seconds <= 100, "an error")


@scenario
def S07(program):
    """The first token comes after 20 s: the fallback has answered within 15."""
    def late(x):
        x.head()
        time.sleep(20)
        x.chunk("".join(map(event, TOKENS)) + STOP + USAGE + DONE)
        x.end()
    run = World(program, late).ask(*([] if LONG else ["--first-token-timeout", LIMIT])).expect_whole("large")
    expect(run.seconds <= 15, f"15 s, not {run.seconds}")


@scenario
def S08(program):
    """The stream is cut after 40 of 60 tokens, by a broken connection or politely: never shown as whole."""
    def cut(x):
        x.head()
        x.chunk("".join(map(event, TOKENS[:40])))

    def polite(x):
        cut(x)
        x.chunk(DONE)
        x.end()
    for behave in cut, polite:
        World(program, behave).ask("--retries", "0").expect_whole("large")
        run = World(program, behave).ask("--retries", "0", fallback=False)
        expect(run.status == 1 and not run.records and "broke off" in run.errors, "a clear error and no record")


@scenario
def S09(program):
    """The stream stalls for 30 s: an end within 45, and llm-ask alive after it."""
    def stall(x):
        x.head()
        x.chunk("".join(map(event, TOKENS[:10])))
        time.sleep(30)
        x.chunk("".join(map(event, TOKENS[10:])) + STOP + USAGE + DONE)
        x.end()
    world = World(program, first(1, stall))
    records = '{"n":1}\n{"n":2}\n'
    run = world.ask(*([] if LONG else ["--idle-timeout", LIMIT]), "--each", "say {n}", stdin=records)
    expect(run.seconds <= 45 and run.status == 0 and len(run.records) == 2, f"two answers within 45 s: {run.errors}")
    expect(all(record["answer"].strip() == WHOLE for record in run.records), "both whole")


@scenario
def S10(program):
    """A chunk that is not JSON: a clean failure, and the fallback's answer."""
    world = World(program, hostile.BEHAVIOURS["openai-malformed"])
    world.ask("--retries", "0").expect_whole("large")
    run = world.ask("--retries", "0", fallback=False)
    expect(run.status == 1 and not run.records and "not its protocol" in run.errors, "a clear error")


@scenario
def S11(program):
    """No [DONE] and no end: finished within 8 s, with the usage."""
    def endless(x):
        x.head()
        x.chunk("".join(map(event, TOKENS)) + STOP + USAGE)
        x.silence()
    run = World(program, endless).ask().expect_whole("small")
    expect(run.seconds <= 8, f"8 s, not {run.seconds}")


@scenario
def S12(program):
    """The prompt is longer than the context: one try, then the larger model."""
    overflow = status("400 Bad Request", "invalid_request_error", code="context_length_exceeded")
    world = World(program, overflow)
    world.ask().expect_whole("large")
    expect(len(world.primary.requests) == 1, "one request to the primary")


@scenario
def S13(program):
    """The content is refused: one try, no fallback, the error shown."""
    world = World(program, status("400 Bad Request", "invalid_request_error", code="content_policy_violation"))
    run = world.ask()
    expect(run.status == 1 and not run.records and "refuses this content" in run.errors, f"an error: {run.errors}")
    expect(len(world.primary.requests) == 1 and not world.backup.requests, "one request in all")


@scenario
def S14(program):
    """The fallback rejects an assistant message at the end: none is ever sent, also not after a cut."""
    def cut(x):
        x.head()
        x.chunk("".join(map(event, TOKENS[:40])))

    def no_prefill(x):
        if json.loads(x.request["body"])["messages"][-1]["role"] == "assistant":
            x.error("400 Bad Request", {"error": {"message": "prefill is not supported"}})
        else:
            whole(x)
    world = World(program, cut, no_prefill)
    world.ask().expect_whole("large")
    bodies = [json.loads(request["body"]) for request in world.primary.requests + world.backup.requests]
    expect(all(body["messages"][-1]["role"] == "user" for body in bodies), "the last message is the user's")


@scenario
def S15(program):
    """The primary is down for a while: all 20 requests are served, and the primary again within 30 s of its return."""
    down = 60 if LONG else 3
    asked_while_down = []

    def recovers(x):  # its time begins with the first request
        if not asked_while_down or x.request["time"] - asked_while_down[0] < down:
            asked_while_down.append(x.request["time"])
            overloaded(x)
        else:
            whole(x)
    world = World(program, recovers, database=True)
    for number in range(20):
        world.ask("--cache", "off").expect_whole()
        time.sleep(max(0.0, asked_while_down[0] + (number + 1) * down / 20 - time.monotonic()))
    expect(len(asked_while_down) <= 12, f"the breaker spared the primary: {len(asked_while_down)} requests")
    while world.ask("--cache", "off").expect_whole().answer["provider"] != "first":
        expect(time.monotonic() - asked_while_down[0] < down + 30, "back on the primary within 30 s")
        time.sleep(0.5)


@scenario
def S16(program):
    """What is reported is the fallback's model and usage."""
    def as_other(x):
        x.head()
        x.chunk("".join(event(token, model="other-1") for token in TOKENS).replace('"tiny", ', ""))
        x.chunk(STOP.replace("tiny", "other-1") +
                'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":60}}\n\n' + DONE)
        x.end()
    run = World(program, overloaded, as_other).ask("--retries", "0")
    expect(run.status == 0 and run.answer["model"] == "other-1" and run.answer["provider"] == "second", run.errors)
    expect(run.answer["usage"] == {"prompt_tokens": 7, "completion_tokens": 60}, "its usage")
    expect(run.answer["failed"] == ["small: http-503"], "what failed before")

// client.mjs PROTOCOL URL [PROMPT]: asks with the official client of the protocol, with a function it may call, and prints
// what it made of the answer as {"text", "calls": [{"name", "arguments"}], "usage": {"in", "out"}}, or {"error"}.
import Anthropic from "@anthropic-ai/sdk";
import { Ollama } from "ollama";
import OpenAI from "openai";

const [protocol, url, prompt = "hello"] = process.argv.slice(2);
const messages = [{ role: "user", content: prompt }];
const name = "kb-query_search";
const parameters = { type: "object", properties: { WORD: { type: "array", items: { type: "string" } } } };
const tools = [{ type: "function", function: { name, description: "find", parameters } }];

async function openai() {
  const client = new OpenAI({ baseURL: url + "/v1", apiKey: "none", maxRetries: 0 });
  const answer = await client.chat.completions
    .stream({ model: "m", messages, tools, stream_options: { include_usage: true } })
    .finalChatCompletion();
  const message = answer.choices[0].message;
  return {
    text: message.content ?? "",
    calls: (message.tool_calls ?? []).map((call) => ({
      name: call.function.name,
      arguments: JSON.parse(call.function.arguments),
    })),
    usage: { in: answer.usage?.prompt_tokens ?? null, out: answer.usage?.completion_tokens ?? null },
  };
}

async function anthropic() {
  const client = new Anthropic({ baseURL: url, apiKey: "none", maxRetries: 0 });
  const answer = await client.messages
    .stream({
      model: "m",
      max_tokens: 150,
      messages,
      tools: [{ name, description: "find", input_schema: parameters }],
    })
    .finalMessage();
  const usage = answer.usage;
  return {
    text: answer.content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    calls: answer.content
      .filter((block) => block.type === "tool_use")
      .map((block) => ({ name: block.name, arguments: block.input })),
    usage: {
      in: usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0),
      out: usage.output_tokens,
    },
  };
}

async function ollama() {
  const client = new Ollama({ host: url });
  const told = { text: "", calls: [], usage: { in: null, out: null } };
  for await (const part of await client.chat({ model: "m", messages, tools, stream: true })) {
    told.text += part.message.content ?? "";
    for (const call of part.message.tool_calls ?? []) {
      told.calls.push({ name: call.function.name, arguments: call.function.arguments });
    }
    if (part.done) told.usage = { in: part.prompt_eval_count ?? null, out: part.eval_count ?? null };
  }
  return told;
}

try {
  console.log(JSON.stringify(await { openai, anthropic, ollama }[protocol]()));
} catch (error) {
  console.log(JSON.stringify({ error: String(error.message ?? error) }));
}

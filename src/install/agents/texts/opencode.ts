// Tells git-shipkit when a session starts, is compacted, rests or ends, and
// gives what it answers to the model. All else happens in the program.
import { spawn } from "node:child_process"

type Answer = { additionalContext?: string; systemMessage?: string }

const LIMIT = 5000
const WRITES = /^(edit|write|patch|apply_patch|multiedit|bash)$/

const ask = (cwd: string, call: object): Promise<Answer> =>
  new Promise((resolve) => {
    try {
      const child = spawn("git-shipkit", ["hook", "opencode"], {
        cwd,
        stdio: ["pipe", "pipe", "ignore"],
        timeout: LIMIT,
      })
      let said = ""
      child.stdout.on("data", (part) => (said += part))
      child.stdin.on("error", () => {})
      child.on("error", () => resolve({}))
      child.on("close", () => {
        try {
          resolve(said ? JSON.parse(said) : {})
        } catch {
          resolve({})
        }
      })
      child.stdin.end(JSON.stringify({ cwd, ...call }))
    } catch {
      resolve({})
    }
  })

export const Shipkit = async ({ client, directory }: any) => {
  const briefs = new Map<string, Promise<Answer>>()
  const children = new Set<string>()

  const call = (hook_event_name: string, session_id: string, more = {}) =>
    ask(directory, { hook_event_name, session_id, ...more })
  const start = (session: string, source: string) =>
    briefs.set(session, call("SessionStart", session, { source }))
  const tell = async (answer: Promise<Answer>) => {
    const message = (await answer).systemMessage
    if (!message) return
    await client?.tui?.showToast({ body: { message, variant: "info" } }).catch(() => {})
  }

  return {
    dispose: async () => {
      const sessions = [...briefs.keys()].filter((session) => !children.has(session))
      briefs.clear()
      if (sessions.length) await call("SessionEnd", sessions[sessions.length - 1])
    },
    event: async ({ event }: any) => {
      const about = event?.properties ?? {}
      const session: string | undefined = about.sessionID ?? about.info?.id
      if (!session) return
      // A message has a parent, too.
      if (event.type.startsWith("session.") && about.info?.parentID) children.add(session)
      if (children.has(session)) return
      if (event.type === "session.created") start(session, "startup")
      if (event.type === "session.compacted") start(session, "compact")
      if (event.type === "session.idle") await tell(call("Stop", session))
      if (event.type === "session.deleted") {
        briefs.delete(session)
        await call("SessionEnd", session)
      }
    },
    "tool.execute.after": async ({ tool, sessionID }: any) => {
      if (!WRITES.test(tool) || children.has(sessionID)) return
      await tell(call("PostToolUse", sessionID, { tool_name: tool }))
    },
    "experimental.session.compacting": async ({ sessionID }: any) => {
      if (!children.has(sessionID)) await call("PreCompact", sessionID)
    },
    "experimental.chat.system.transform": async ({ sessionID }: any, output: any) => {
      if (!sessionID || children.has(sessionID)) return
      if (!briefs.has(sessionID)) start(sessionID, "resume")
      const context = (await briefs.get(sessionID))?.additionalContext
      if (context) output.system.push(context)
    },
  }
}

import { connect } from "node:net";

/**
 * One HTTP/1.1 connection that is kept (RFC 9112), with at most one request on the way: only what a load generator
 * needs, so that it takes less of the machine than what it measures.
 * @param {(status: number) => void} onAnswer
 * @param {(error: Error) => void} onError
 * @returns {Promise<{ send: (request: string) => void, close: () => void }>} once it is open
 */
export function openConnection(port, onAnswer, onError) {
  return new Promise((resolve) => {
    let pending = "";
    const socket = connect(port, "127.0.0.1", () =>
      resolve({ send: (request) => socket.write(request, "latin1"), close: () => socket.destroy() }),
    );
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("error", onError);
    socket.on("end", () => onError(new Error("the server closed a connection")));
    socket.on("data", (chunk) => {
      pending += chunk;
      if (!isWhole(pending)) return;
      const status = Number(pending.slice(9, 12));
      pending = "";
      onAnswer(status);
    });
  });
}

function isWhole(text) {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end + 2));
  if (length) return text.length >= end + 4 + Number(length[1]);
  return text.endsWith("\r\n0\r\n\r\n");
}

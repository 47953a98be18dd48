"""A program in a terminal of its own, for the scripts beside this one."""
import fcntl
import os
import pty
import select
import struct
import termios
import time


class Terminal:
    """Starts a command as the leader of a new session; `output` is all that it has written so far."""

    def __init__(self, command, folder=".", environment=None, columns=80, rows=24):
        self.output = b""
        self.status = None
        self.process, self.side = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            try:
                os.execvpe(command[0], command, os.environ if environment is None else environment)
            finally:
                os._exit(127)
        self.resize(columns, rows)

    def resize(self, columns, rows):
        fcntl.ioctl(self.side, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys):
        os.write(self.side, keys)

    def read(self, seconds):
        """Reads for so long at most. Returns what came, or None at the end."""
        if not select.select([self.side], [], [], seconds)[0]:
            return b""
        try:
            new = os.read(self.side, 65536)
        except OSError:  # Linux says EIO where the program has closed its side.
            new = b""
        self.output += new
        return new or None

    def wait_for(self, words, seconds=30, start=0):
        """Whether the words came in time, `start` bytes into the output or later."""
        end = time.monotonic() + seconds
        while words not in self.output[start:]:
            if time.monotonic() > end or self.read(0.2) is None:
                return words in self.output[start:]
        return True

    def wait_for_end(self, seconds=30, meanwhile=lambda: None):
        """Its exit status (as `waitstatus_to_exitcode` gives it), or None if it goes on."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            meanwhile()
            if self.read(0.1) is None:
                break
        while time.monotonic() < end + 1:
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended:
                self.status = os.waitstatus_to_exitcode(status)
                os.close(self.side)
                return self.status
            time.sleep(0.02)
        return None

    def leave(self):
        """Closes what is open in the explorer, and quits it. Returns its exit status."""
        for _ in range(20):
            self.type(b"\x1b")
            self.read(0.7)
            self.type(b"q")
            if self.wait_for_end(3) is not None:
                break
        return self.status

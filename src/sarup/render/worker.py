"""A process that writes documents of agencies, asked over its pipe."""

from sarup.asked_process import answer_questions
from sarup.render.processes import write_request


def main() -> None:
    """Answer what is asked."""
    answer_questions({"write": write_request}, lambda question: None)


if __name__ == "__main__":
    main()

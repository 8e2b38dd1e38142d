"""An empty window of PySide6: the least that a start costs. ``empty_window.spec`` bundles it."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> int:
    """Show it until it is closed."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.setWindowTitle("Empty")
    window.resize(1280, 720)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())

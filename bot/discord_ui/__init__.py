"""What people see on Discord: answers as layouts, buttons that outlive the process, and the one error door."""

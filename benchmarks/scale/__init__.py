"""How far one machine goes: many classes on one server, asked by simulated devices."""

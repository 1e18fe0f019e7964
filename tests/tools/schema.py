#!/usr/bin/env python3
"""Compares the QMP of two monitors by query-qmp-schema: schema.py OURS THEIRS, two files with the answer to that command.

Prints every command, event, member, branch and word that is not in both or not the same in both, by its place: "more" is what
only OURS has, "less" what only THEIRS has. docs/wire/qmp.md lists what there is to say of it.
"""
import json
import sys


class Schema:
    def __init__(self, path):
        with open(path) as file:
            entries = json.load(file)["return"]
        self.types = {e["name"]: e for e in entries if e["meta-type"] not in ("command", "event")}
        self.calls = {(e["meta-type"], e["name"]): e for e in entries if e["meta-type"] in ("command", "event")}


class Comparison:
    def __init__(self, ours, theirs):
        self.ours, self.theirs, self.seen = ours, theirs, set()

    def say(self, where, *what):
        print("%-60s %s" % (where, " ".join(str(one) for one in what)))

    def sets(self, where, ours, theirs, what):
        for word, names in (("more", set(ours) - set(theirs)), ("less", set(theirs) - set(ours))):
            if names:
                self.say(where, what, word + ":", *sorted(names))

    def same(self, where, ours, theirs, key):
        if ours.get(key) != theirs.get(key):
            self.say(where, key + ":", ours.get(key), "and", theirs.get(key))

    def all(self):
        self.sets("", [name for _, name in self.ours.calls], [name for _, name in self.theirs.calls], "commands, events")
        for key, ours in self.ours.calls.items():
            theirs = self.theirs.calls.get(key)
            if theirs:
                self.same(key[1], ours, theirs, "features")
                self.same(key[1], ours, theirs, "allow-oob")
                self.type(key[1] + " takes ", ours["arg-type"], theirs["arg-type"])
                if key[0] == "command":
                    self.type(key[1] + " returns ", ours["ret-type"], theirs["ret-type"])

    def type(self, where, our_name, their_name):
        if (our_name, their_name) in self.seen:
            return
        self.seen.add((our_name, their_name))
        ours, theirs = self.ours.types[our_name], self.theirs.types[their_name]
        self.same(where, ours, theirs, "meta-type")
        if ours["meta-type"] == theirs["meta-type"]:
            getattr(self, ours["meta-type"])(where, ours, theirs)

    def builtin(self, where, ours, theirs):
        self.same(where, ours, theirs, "name")

    def array(self, where, ours, theirs):
        self.type(where + "[]", ours["element-type"], theirs["element-type"])

    def enum(self, where, ours, theirs):
        self.sets(where, ours["values"], theirs["values"], "words")
        marks = {word["name"]: word for word in theirs["members"]}
        for word in ours["members"]:
            self.same(where + "=" + word["name"], word, marks.get(word["name"], word), "features")

    def alternate(self, where, ours, theirs):
        def kinds(schema, alternate):
            names = [branch["type"] for branch in alternate["members"]]
            return {schema.types[name].get("json-type", schema.types[name]["meta-type"]): name for name in names}
        mine, other = kinds(self.ours, ours), kinds(self.theirs, theirs)
        self.sets(where, mine, other, "branches")
        for kind in mine.keys() & other.keys():
            self.type(where + "|" + kind, mine[kind], other[kind])

    def object(self, where, ours, theirs):
        mine, other = ({member["name"]: member for member in type_["members"]} for type_ in (ours, theirs))
        self.sets(where, mine, other, "members")
        for name in [name for name in mine if name in other]:
            if ("default" in mine[name]) != ("default" in other[name]):
                self.say(where + "." + name, "optional in one only")
            self.same(where + "." + name, mine[name], other[name], "features")
            self.type(where + "." + name, mine[name]["type"], other[name]["type"])
        self.same(where, ours, theirs, "tag")
        cases, others = ({case["case"]: case["type"] for case in type_.get("variants", [])} for type_ in (ours, theirs))
        for name in [name for name in cases if name in others]:
            self.type(where + "<" + name + ">", cases[name], others[name])


Comparison(Schema(sys.argv[1]), Schema(sys.argv[2])).all()

"""Updates: only when asked, from a file or a folder, signed by the authors; nothing is fetched.

``look_at`` says what is offered, once its signature is that of the authors; ``bring`` copies the
installer of this machine, byte for byte what they signed; ``start`` starts it where that is all
there is to do.
"""

package baton.migration.testing;

import java.io.IOException;
import java.io.InputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Loads the migration engine anew, so that it tells {@link Coverage} which of its blocks run. */
public final class InstrumentingLoader extends ClassLoader {
    private static final String ENGINE = "baton.migration.";
    private int blocks;

    /** Everything that is not the engine is the parent's. */
    public InstrumentingLoader() {
        super(InstrumentingLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(ENGINE) || name.equals(Coverage.class.getName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new Blocks(writer), 0);
            byte[] code = writer.toByteArray();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Puts a call at the beginning of every method, behind every jump and at every target of one. */
    private final class Blocks extends ClassVisitor {
        Blocks(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
            return new Counting(super.visitMethod(access, name, type, signature, exceptions));
        }
    }

    /** One method. */
    private final class Counting extends MethodVisitor {
        private boolean pending;

        Counting(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            hit();
        }

        @Override
        public void visitLabel(Label label) {
            super.visitLabel(label);
            pending = true;
        }

        @Override
        public void visitInsn(int opcode) {
            flush();
            super.visitInsn(opcode);
        }

        @Override
        public void visitVarInsn(int opcode, int index) {
            flush();
            super.visitVarInsn(opcode, index);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String shape, boolean isInterface) {
            flush();
            super.visitMethodInsn(opcode, owner, called, shape, isInterface);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            super.visitJumpInsn(opcode, label);
            if (opcode != Opcodes.GOTO) {
                hit();
            }
        }

        /** Not at the label itself: a frame must follow it at once. */
        private void flush() {
            if (pending) {
                pending = false;
                hit();
            }
        }

        private void hit() {
            super.visitLdcInsn(blocks++);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, Coverage.class.getName().replace('.', '/'), "hit", "(I)V", false);
        }
    }
}
